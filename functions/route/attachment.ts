import type { Lead } from '../../shared/domain/lead.ts';
import { download, type HttpAnswer, problem } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Objects } from '../../shared/ports/objects.ts';

export interface AttachmentPorts {
  store: Pick<LeadStore, 'loadInquiry'>;
  /** The raw bucket. */
  raw: Pick<Objects, 'get'>;
}

/** A function answers with at most 6 MB, and bytes become a third more on the way (Lambda quotas). */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A file that came along with an inquiry of a lead, as a download. Path parameters: `inquiry`, and `number` from 1.
 * @param lead that the reader may see
 * @returns 404 for what is not of this lead, 413 for what is too large to pass on
 */
export async function attachmentAnswer(
  { store, raw }: AttachmentPorts,
  lead: Lead,
  { params, correlationId }: HttpRequest,
): Promise<HttpAnswer> {
  const refused = (status: 404 | 413, code: string, detail: string) =>
    problem(status, { code, detail }, correlationId);
  const { inquiry: inquiryId = '', number = '' } = params;
  const theirs = lead.inquiries.some(({ id }) => id === inquiryId);
  const inquiry = theirs ? await store.loadInquiry(inquiryId) : null;
  const found = inquiry?.attachments[Number(number) - 1];
  if (!found) return refused(404, 'attachment-unknown', 'There is no such attachment.');
  if (found.size > MOST_BYTES)
    return refused(413, 'attachment-large', `It lies in the raw bucket as ${found.key}.`);
  const body = await raw.get(found.key);
  return body ? download(body, found.name) : refused(404, 'attachment-gone', 'It is not kept any more.');
}
