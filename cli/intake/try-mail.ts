import { type ReadMail, readMail } from '../../functions/ingest/read-mail.ts';
import type { ReadingContext } from '../../functions/ingest/rules/reading.ts';
import { type Receipt, understandMail } from '../../functions/ingest/understand-mail.ts';
import { type Tried, understoodAs, unread } from './tried.ts';

const ANSWERS = /^\s*(?:re|aw|antw|sv|rif|ref)\s*(?:\[\d+\])?\s*:/i;
const ADDRESS = /[^\s<>,;:"()[\]]{1,64}@[^\s<>,;:"()[\]]{1,255}/g;

/** How a mail would be understood that a server delivered without complaint. */
export async function tryMail(raw: Uint8Array, context: ReadingContext): Promise<Tried[]> {
  const mail = await readMail(raw);
  const said = understandMail(mail, receiptOf(mail), context);
  const head = {
    subject: mail.subject,
    from: mail.from?.address.toLowerCase() ?? null,
    fromName: mail.from?.name ?? null,
    text: mail.text,
    attachments: mail.attachments.length,
  };
  if (said.kind === 'ignored') return [{ ...unread('ignored', said.reason), ...head }];
  if (said.kind === 'nobody')
    return [{ ...understoodAs(said.understood), ...head, outcome: 'quarantined', reason: said.reason }];
  const tried = understoodAs(said.understood);
  const isReply = mail.headers.has('in-reply-to') && ANSWERS.test(mail.subject);
  return [{ ...tried, ...head, ...(isReply && tried.outcome === 'lead' ? { outcome: 'reply' } : {}) }];
}

/** What the receiving server would have told, as far as the mail itself says it. */
function receiptOf({ headers }: ReadMail): Receipt {
  const addresses = (name: string) =>
    (headers.get(name) ?? []).join(' ').slice(0, 10_000).match(ADDRESS) ?? [];
  const to = ['delivered-to', 'x-original-to', 'to']
    .flatMap(addresses)
    .map((address) => address.toLowerCase());
  const [sender = ''] = headers.get('return-path') ?? [];
  return { spam: false, unproven: 'no', sender: sender.trim(), recipients: to };
}
