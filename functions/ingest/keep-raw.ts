import { isUtf8 } from 'node:buffer';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import type { Upload } from './read-body.ts';
import { line } from './rules/text.ts';

/** What is larger than this lies in the raw bucket: the item of an inquiry is read more often than its payload. */
const MAX_IN_ITEM = 8 * 1024;

/** Keeps a payload as it came, so that whatever was misunderstood can be read again. */
export async function keepRaw(
  objects: Pick<Objects, 'put'>,
  inquiryId: string,
  { body, contentType }: { body: Buffer; contentType: string },
): Promise<Inquiry['raw']> {
  if (body.length <= MAX_IN_ITEM && isUtf8(body))
    return { in: 'item', contentType, body: body.toString('utf8') };
  const key = `${prefixes.inquiries}${inquiryId}/raw`;
  await objects.put(key, body, 'application/octet-stream');
  return { in: 'bucket', contentType, key, size: body.length };
}

/** Stores what was sent along; as bytes, so that no browser ever shows it as a page of ours. */
export async function keepUploads(
  objects: Pick<Objects, 'put'>,
  inquiryId: string,
  uploads: readonly Upload[],
): Promise<Inquiry['attachments']> {
  return Promise.all(
    uploads.map(async ({ name, contentType, content }, i) => {
      const key = `${prefixes.inquiries}${inquiryId}/${i + 1}`;
      await objects.put(key, content, 'application/octet-stream');
      return {
        name: line(name).slice(0, 200),
        contentType: line(contentType).slice(0, 100),
        size: content.length,
        key,
      };
    }),
  );
}
