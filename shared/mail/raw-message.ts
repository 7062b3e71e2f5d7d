import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '../ports/mailer.ts';
import { singleLine } from './single-line.ts';

/** RFC 5322 wants lines under 998 characters; what readers see of a subject ends long before. */
const MAX_SUBJECT_LENGTH = 200;
const MAX_HEADER_LENGTH = 900;
/** Another server's Message-ID: anything else would only break the thread, or the header. */
const MESSAGE_ID = /^<[^<>\s\p{C}]{3,300}>$/u;

/**
 * The mail as it goes over the wire (MIME, CRLF). Texts never become headers: every header value is one line.
 * @param mail `to` is an address already, as `mailbox` gives it
 */
export async function rawMessage(mail: OutgoingMail): Promise<Uint8Array> {
  const inReplyTo = mail.inReplyTo && MESSAGE_ID.test(mail.inReplyTo) ? mail.inReplyTo : undefined;
  const headers = Object.entries(mail.headers).map(([key, value]) => ({
    key,
    value: singleLine(value, MAX_HEADER_LENGTH),
  }));
  return new MailComposer({
    from: { name: singleLine(mail.from.name, MAX_SUBJECT_LENGTH), address: mail.from.address },
    // Objects, never texts: of a text the composer would take each address that it finds in it.
    to: { name: '', address: mail.to },
    ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
    ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    subject: singleLine(mail.subject, MAX_SUBJECT_LENGTH),
    text: mail.text,
    html: mail.html,
    headers,
    attachments: mail.attachments.map(({ name, contentType, content, cid }) => ({
      filename: singleLine(name, MAX_SUBJECT_LENGTH),
      contentType,
      content: Buffer.from(content),
      ...(cid ? { cid } : {}),
    })),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
