/** From the bytes of a mail to its parts; what those mean is decided elsewhere. */
import { compile } from 'html-to-text';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { Upload } from './read-body.ts';
import { isPassedOn } from './rules/quoted-text.ts';
import { block, line } from './rules/text.ts';
import { isUtf7, readUtf7 } from './rules/utf-7.ts';
import { partUuencoded } from './rules/uuencoded.ts';
import { slimMail } from './slim-mail.ts';

export interface Mailbox {
  name: string;
  address: string;
}

export interface ReadMail {
  /** Header values by name in small letters, in order. */
  headers: ReadonlyMap<string, readonly string[]>;
  from: Mailbox | null;
  replyTo: Mailbox | null;
  subject: string;
  messageId: string | null;
  /** Message-IDs that it answers or refers to. */
  references: readonly string[];
  text: string;
  attachments: Upload[];
  /** What somebody passes on as a mail of its own. */
  enclosed?: ReadMail;
}

/** What is kept of a text: a person who writes more has attached it. */
const MAX_TEXT = 50_000;
const MAX_HTML = 150_000;
const MAX_ATTACHMENTS = 50;
/** A longer thread is known by its newest mails. */
const MAX_REFERENCES = 50;
/** Names and subjects that are longer were not made to be read. */
const MAX_HEADER = 200;

const plain = compile({
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: 100 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    // A cell is no part of the word before it: notices of forms are tables.
    ...['td', 'th'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    ...['p', 'ul', 'ol', 'pre'].map((selector) => ({ selector, options: { leadingLineBreaks: 1 } })),
  ],
});

/**
 * Reads a mail of any make: charsets, encodings, HTML only, broken nesting. A message inside stays an attachment, so that
 * a bounce never speaks with the words that bounced.
 * @throws where it is nested so deeply that reading it would be dangerous
 */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const mail = await readOne(raw);
  const inside = isPassedOn(mail.subject)
    ? mail.attachments.find(({ contentType }) => contentType === 'message/rfc822')
    : undefined;
  const enclosed = inside && (await readOne(inside.content).catch(() => null));
  return enclosed ? { ...mail, enclosed } : mail;
}

async function readOne(raw: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(slimMail(raw), { forceRfc822Attachments: true });
  const { text, files } = partUuencoded(mail.text ?? '');
  const read = isUtf7(Buffer.from(raw.subarray(0, MAX_HTML)).toString('latin1')) ? readUtf7 : String;
  return {
    headers: headersOf(mail),
    from: mailboxOf(mail.from ?? mail.sender),
    replyTo: mailboxOf(mail.replyTo?.[0]),
    subject: line(read(mail.subject ?? '')).slice(0, MAX_HEADER),
    messageId: mail.messageId ? line(mail.messageId).slice(0, 500) : null,
    references: referencesOf(mail),
    text: textOf({ text: read(text), html: read(mail.html ?? '') }),
    attachments: [
      ...mail.attachments.slice(0, MAX_ATTACHMENTS).map(({ filename, mimeType, content }) => ({
        name: filename ?? '',
        contentType: mimeType,
        content: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
      })),
      ...files,
    ].slice(0, MAX_ATTACHMENTS),
  };
}

function referencesOf({ inReplyTo = '', references = '' }: Email): string[] {
  const ids = `${inReplyTo} ${references}`.match(/<[^<>\s]{1,300}>/g) ?? [];
  return [...new Set(ids)].slice(-MAX_REFERENCES);
}

function headersOf({ headers }: Email): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { key, value } of headers) values.set(key, [...(values.get(key) ?? []), value]);
  return values;
}

function mailboxOf(address: Address | undefined): Mailbox | null {
  const mailbox = address?.group ? address.group[0] : address;
  return mailbox?.address
    ? { name: line(mailbox.name).slice(0, MAX_HEADER), address: mailbox.address.trim() }
    : null;
}

function textOf({ text, html }: { text: string; html: string }): string {
  const own = block(text.slice(0, MAX_HTML));
  const best = own !== '' ? own : block(plain(html.slice(0, MAX_HTML)));
  return best.slice(0, MAX_TEXT);
}
