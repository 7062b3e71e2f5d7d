/** Some tools only tell that there is a lead: it is fetched from them by its id, with a token of ours. */
import { Fault } from '../../shared/domain/faults.ts';
import type { WebGet } from '../../shared/ports/web-get.ts';
import type { HookTool } from '../../shared/rules/hooks.ts';

const ID = /^[\w:.-]{1,200}$/;

/**
 * The lead as the tool keeps it; null where it does not give it to us, which no second try changes.
 * @param token of the tool, from the secret
 * @throws Fault `service-unavailable` (retryable) where the tool is busy or does not answer
 */
export async function fetchLead(
  get: WebGet,
  retrieve: NonNullable<HookTool['retrieve']>,
  { id, token }: { id: string; token: string },
): Promise<Buffer | null> {
  if (!ID.test(id)) return null;
  // LinkedIn names its leads urn:li:leadGenFormResponse:{id}.
  const url = retrieve.url.replace('{id}', encodeURIComponent(id.split(':').at(-1) ?? id));
  const { status, body } = await get(url, { ...retrieve.headers, authorization: `Bearer ${token}` });
  if (status >= 500 || status === 429) throw new Fault('service-unavailable', { retryable: true });
  return status === 200 ? body : null;
}
