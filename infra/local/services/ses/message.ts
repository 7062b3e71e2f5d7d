import PostalMime, { type Address } from 'postal-mime';

/** What the mail service needs to know of a message: decoded headers, not the content. */
export type MessageHead = {
  from: string;
  to: string[];
  recipients: string[];
  subject: string;
  date: string | undefined;
  messageId: string | undefined;
  headers: { name: string; value: string }[];
};

/** Headers beyond this many bytes are not read: a mail without a blank line is all header. */
const MAX_HEAD_BYTES = 1024 * 1024;

/** Where the header block of a raw message ends (bytes), its blank line included. */
function headEnd(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf >= 0 ? lf + 2 : raw.length;
}

/** Reads the header block of raw MIME (addresses as plain addresses, subject decoded); the body is not looked at. */
export async function readHead(raw: Buffer): Promise<MessageHead> {
  const head = await PostalMime.parse(raw.subarray(0, Math.min(headEnd(raw), MAX_HEAD_BYTES)));
  const to = addresses(head.to);
  return {
    from: addresses(head.from ? [head.from] : [])[0] ?? '',
    to,
    recipients: [...to, ...addresses(head.cc), ...addresses(head.bcc)],
    subject: head.subject ?? '',
    date: head.date,
    messageId: head.messageId,
    headers: head.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}

function addresses(list: Address[] | undefined): string[] {
  return (list ?? [])
    .flatMap((entry) => (entry.group ? entry.group.map((member) => member.address) : [entry.address]))
    .filter((address) => address !== undefined && address !== '');
}

/** Header lines by name, folded lines kept together, as they stand in the raw message. */
function headerLines(raw: Buffer): string[] {
  return raw
    .subarray(0, headEnd(raw))
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line !== '');
}

/**
 * The message as SES hands it to the recipient's server: its own Message-ID, a Date if there was none, and
 * without the X-SES-… headers and Bcc, which are for SES only.
 */
export function asDelivered(raw: Buffer, message: { id: string; region: string; now: string }): Buffer {
  const kept = headerLines(raw).filter((line) => !/^(x-ses-[^:]*|message-id|bcc)\s*:/i.test(line));
  if (!kept.some((line) => /^date\s*:/i.test(line)))
    kept.unshift(`Date: ${new Date(message.now).toUTCString()}`);
  kept.unshift(`Message-ID: <${message.id}@${message.region}.amazonses.com>`);
  return Buffer.concat([Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1'), raw.subarray(headEnd(raw))]);
}

/** The tags of an `X-SES-MESSAGE-TAGS: a=1, b=2` header. */
export function headerTags(headers: MessageHead['headers']): Record<string, string> {
  const pairs = headerValue(headers, 'x-ses-message-tags').split(',');
  return Object.fromEntries(
    pairs.map((pair) => pair.split('=').map((part) => part.trim())).filter((pair) => pair.length === 2),
  );
}

/** The value of the first header of a name (any case); empty if there is none. */
export function headerValue(headers: MessageHead['headers'], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
}
