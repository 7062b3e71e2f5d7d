import type { SentMail } from '../ses/mail-store.ts';
import { readMessage } from '../ses/readable.ts';
import { escapeHtml, instantText, page } from './layout.ts';

/** The list of mails the system sent, newest first; `to` is the address that was asked for. */
export function mailboxPage(mails: readonly SentMail[], to: string | undefined): string {
  const items = mails.toReversed().map(
    (mail) => `<li><a href="/_local/mail/${mail.n}">${escapeHtml(mail.subject || '(no subject)')}</a>
<span class="soft">${escapeHtml(mail.recipients.join(', '))} · ${instantText(mail.sentAt)}</span></li>`,
  );
  const empty = '<p class="soft">No mail yet. <a href="/_local/form">Send an inquiry</a> and come back.</p>';
  const search = `<form class="row" method="get" action="/_local/mailbox"><label for="to" class="hidden">Address</label>
<input id="to" name="to" type="email" placeholder="Address" value="${escapeHtml(to ?? '')}"><button class="quiet">Show</button></form>`;
  const body = `<h1>Mailbox</h1><p class="soft">Every mail the system sent. Nothing leaves this machine.</p>${search}`;
  return page('Mailbox', body + (items.length > 0 ? `<ul class="mails">${items.join('')}</ul>` : empty));
}

/** One mail: envelope, content, attachments, and buttons for what the mail provider may report of it. */
export async function messagePage(mail: SentMail, raw: Buffer): Promise<string> {
  const message = await readMessage(raw);
  const tags = Object.entries(mail.tags).map(
    ([name, value]) => `<code>${escapeHtml(`${name}=${value}`)}</code>`,
  );
  const head = `<h1>${escapeHtml(mail.subject || '(no subject)')}</h1><dl><dt>From</dt><dd>${escapeHtml(mail.source)}</dd>
<dt>To</dt><dd>${escapeHtml(mail.recipients.join(', '))}</dd><dt>Sent</dt><dd>${instantText(mail.sentAt)}</dd>
<dt>Tags</dt><dd>${tags.join(' ') || '–'}</dd></dl>`;
  const content =
    message.html === undefined
      ? `<pre>${escapeHtml(message.text ?? '')}</pre>`
      : `<iframe title="Message" src="/_local/mail/${mail.n}/html"></iframe>`;
  const attachments = message.attachments.map(
    ({ filename, mimeType }, i) =>
      `<li><a href="/_local/mail/${mail.n}/attachments/${i}">${escapeHtml(filename ?? mimeType)}</a></li>`,
  );
  const buttons = ['bounce', 'complaint'].map(
    (type) => `<button class="quiet" name="type" value="${type}">${type}</button>`,
  );
  const report = `<form class="row" method="post" action="/_local/mail/${mail.n}/events"><span class="soft">Let the mail
provider report:</span>${buttons.join('')}</form>`;
  const list = attachments.length > 0 ? `<h2>Attachments</h2><ul>${attachments.join('')}</ul>` : '';
  return page(mail.subject, `${head}${content}${list}${report}`);
}
