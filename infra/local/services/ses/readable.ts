import PostalMime, { type Email } from 'postal-mime';
import type { ControlAnswer } from '../../contract.ts';
import { problem } from '../answers.ts';

/** The content of a raw mail, decoded. */
export function readMessage(raw: Buffer): Promise<Email> {
  return PostalMime.parse(raw);
}

/** The HTML part as a page of its own, for a frame: pictures of the mail inlined, scripts and strangers kept out. */
export async function htmlOf(raw: Buffer): Promise<ControlAnswer> {
  const message = await readMessage(raw);
  if (message.html === undefined) return problem(404, 'This mail has no HTML part');
  const page = message.attachments.reduce((text, { contentId, content, mimeType }) => {
    if (contentId === undefined || typeof content === 'string') return text;
    const picture = `data:${mimeType};base64,${Buffer.from(new Uint8Array(content)).toString('base64')}`;
    return text.replaceAll(`cid:${contentId.replace(/^<|>$/g, '')}`, picture);
  }, message.html);
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-top-navigation-by-user-activation";
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    // links lead out of the frame
    body: `<base target="_top">${page}`,
  };
}

/** One attachment, counted from 0. */
export async function attachmentOf(raw: Buffer, index: number): Promise<ControlAnswer> {
  const attachment = (await readMessage(raw)).attachments[index];
  if (!attachment) return problem(404, `This mail has no attachment ${index}`);
  const { content, mimeType, filename } = attachment;
  const name = encodeURIComponent(filename ?? `attachment-${index}`);
  return {
    status: 200,
    headers: {
      'content-type': mimeType,
      'content-disposition': `inline; filename*=UTF-8''${name}`,
      'content-security-policy': 'sandbox',
    },
    body: typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content)),
  };
}
