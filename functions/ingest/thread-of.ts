/** Which lead a mail is a reply to, if it is one. */
import type { Lead } from '../../shared/domain/lead.ts';
import { leadOfReplyAddress } from '../../shared/mail/reply-address.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Mailbox } from './read-mail.ts';

/** SES writes its own Message-ID into what it sends: the id that it answered us with, in this domain. */
const SENT_BY_US = /^<([\w-]+)@(?:[a-z0-9-]+\.)?amazonses\.com>$/;

export interface Thread {
  leadId: string;
  /** Somebody else than the person of the lead answers, such as a colleague who was handed the mail. */
  byOther: boolean;
}

export interface Replying {
  from: Mailbox | null;
  /** Message-IDs that the mail refers to. */
  references: readonly string[];
  recipients: readonly string[];
  /** The receiving server found that the mail comes from the address it names. */
  isProven: boolean;
}

/**
 * The lead that a mail replies to: by the tag of the address that it was sent to, else because its sender's lead was sent
 * a mail that it refers to. A tag that is forged, or of a lead that is gone, counts for nothing.
 */
export async function threadOf(
  ports: { store: LeadStore; secret: () => Promise<string> },
  mail: Replying,
): Promise<Thread | null> {
  const lead = (await byAddress(ports, mail)) ?? (await byReference(ports.store, mail));
  if (!lead || lead.state === 'erased' || lead.state === 'merged') return null;
  const isOwn = mail.isProven && mail.from?.address.toLowerCase() === lead.facts.email?.toLowerCase();
  return { leadId: lead.id, byOther: !isOwn };
}

async function byAddress(
  { store, secret }: { store: LeadStore; secret: () => Promise<string> },
  { recipients }: Replying,
): Promise<Lead | null> {
  if (!recipients.some((recipient) => recipient.includes('+'))) return null;
  const key = await secret();
  const [leadId] = recipients.flatMap((recipient) => leadOfReplyAddress(recipient, key) ?? []);
  return leadId ? store.load(leadId) : null;
}

/** Only for the person that the mail went to: a Message-ID alone is no secret, and proves nothing about anybody else. */
async function byReference(store: LeadStore, mail: Replying): Promise<Lead | null> {
  const sent = mail.references.flatMap((reference) => SENT_BY_US.exec(reference)?.[1] ?? []);
  if (sent.length === 0 || !mail.isProven || !mail.from) return null;
  const leadId = await store.holderOf({ kind: 'email', value: mail.from.address.toLowerCase() });
  const found = leadId ? await store.loadWithHistory(leadId) : null;
  const isAnswered = found?.events.some(
    ({ type, data }) => type === 'InquiryAnswered' && data.mailId !== undefined && sent.includes(data.mailId),
  );
  return isAnswered ? (found?.lead ?? null) : null;
}
