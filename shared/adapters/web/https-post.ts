import { Fault } from '../../domain/faults.ts';
import type { WebPost } from '../../ports/web-post.ts';

/** A receiver that needs longer should take the message and work later. */
const TIMEOUT_MS = 10_000;

/**
 * Posts to the service of somebody else; follows it nowhere.
 * @throws Fault `service-unavailable` (retryable) where it does not answer
 */
export const httpsPost: WebPost = async (url, headers, body) => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return { status: answer.status };
  } catch (cause) {
    throw new Fault('service-unavailable', { retryable: true, cause });
  }
};
