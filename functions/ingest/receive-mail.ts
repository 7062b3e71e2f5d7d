/** One mail out of the inbound queue: read, understood, and part of a lead, or kept with the reason why not. */
import { createHash } from 'node:crypto';
import { Fault } from '../../shared/domain/faults.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { withoutLead } from '../../shared/mail/reply-address.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { keepUploads } from './keep-raw.ts';
import type { Received } from './mail-notice.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { line } from './rules/text.ts';
import { takeInquiry } from './take-inquiry.ts';
import { threadOf } from './thread-of.ts';
import { type Receipt, understandMail } from './understand-mail.ts';

/** Reading a mail of this size takes 424 MB, and the function has 1 GB. */
const MAX_MAIL_BYTES = 10 * 1024 * 1024;

export interface MailPorts {
  store: LeadStore;
  rules: ActiveRules;
  objects: Objects;
  /** The installation's link secret, by which the address of a reply names its lead. */
  secret: () => Promise<string>;
  now: Now;
  /** the address that our mails come from: one that comes back is no inquiry */
  sender: string;
}

/** What became of a mail; ids and codes only, so that it may be logged. */
export interface MailOutcome {
  outcome: Inquiry['outcome'] | 'duplicate';
  inquiryId: string;
  leadId?: string;
  reason?: string;
}

/** What is known of a mail before it is read: enough to keep it. */
type Unread = Pick<
  Inquiry,
  'id' | 'channel' | 'source' | 'capturedAt' | 'receivedAt' | 'from' | 'subject' | 'raw'
>;

/**
 * Takes one received mail in; the same delivery twice counts once, and so does the same mail received twice within a day.
 * @throws Fault where it could not be stored and must come again
 */
export async function receiveMail(
  ports: MailPorts,
  notice: Received,
  correlationId: string,
): Promise<MailOutcome> {
  const raw = await ports.objects.get(notice.receipt.action.objectKey);
  if (!raw) throw new Fault('mail-missing', { retryable: true, detail: notice.mail.messageId });
  const unread = unreadMail(notice, raw.length, ports.now());
  // A virus is not even opened.
  if (notice.receipt.virusVerdict.status === 'FAIL')
    return keep(ports, unread, { outcome: 'quarantined', reason: 'virus' });
  if (raw.length > MAX_MAIL_BYTES) return keep(ports, unread, { outcome: 'rejected', reason: 'too-large' });
  const mail = await readMail(raw).catch(() => null);
  if (!mail) return keep(ports, unread, { outcome: 'quarantined', reason: 'unreadable' });
  const { recipients } = notice.receipt;
  return takeMail(ports, { mail, unread, receipt: receiptOf(notice), recipients, correlationId });
}

function unreadMail({ mail, receipt }: Received, size: number, now: string): Unread {
  const received = new Date(mail.timestamp);
  const at = Number.isNaN(received.getTime()) ? now : received.toISOString();
  const [from] = mail.commonHeaders.from ?? [];
  const subject = line(mail.commonHeaders.subject ?? '');
  return {
    id: `inq_${mail.messageId}`,
    channel: 'email',
    source: withoutLead((receipt.recipients[0] ?? 'mail').toLowerCase()),
    capturedAt: at,
    receivedAt: at,
    ...(from ? { from: line(from) } : {}),
    ...(subject ? { subject } : {}),
    raw: { in: 'bucket', contentType: 'message/rfc822', key: receipt.action.objectKey, size },
  };
}

function receiptOf({ mail, receipt }: Received): Receipt {
  const { dmarcVerdict: dmarc, spfVerdict: spf, dkimVerdict: dkim } = receipt;
  // Where the domain asks for nothing, its own two proofs count.
  const failed =
    dmarc.status === 'FAIL' || (dmarc.status !== 'PASS' && ![spf.status, dkim.status].includes('PASS'));
  const forbidden = ['reject', 'quarantine'].includes(receipt.dmarcPolicy?.toLowerCase() ?? '');
  return {
    spam: receipt.spamVerdict.status === 'FAIL',
    unproven: failed ? (forbidden ? 'forbidden' : 'yes') : 'no',
    sender: mail.source,
    recipients: receipt.recipients.map((address) => withoutLead(address.toLowerCase())),
  };
}

interface Mail {
  mail: ReadMail;
  unread: Unread;
  receipt: Receipt;
  /** Addresses as they were written, with the tag of a lead. */
  recipients: readonly string[];
  correlationId: string;
}

async function takeMail(
  ports: MailPorts,
  { mail, unread, receipt, recipients, correlationId }: Mail,
): Promise<MailOutcome> {
  const { objects, rules, sender } = ports;
  const intake = await rules.get('intake');
  const now = ports.now();
  const ownAddresses = [...intake.document.ownAddresses, sender];
  const said = understandMail(mail, receipt, {
    intake: { ...intake.document, ownAddresses },
    now,
    language: 'de',
  });
  const known = { ...unread, ...headOf(mail) };
  if (said.kind !== 'inquiry') {
    const outcome = said.kind === 'ignored' ? 'ignored' : 'quarantined';
    const delivery = { ...receipt, recipients: [...recipients] };
    return keep(
      ports,
      { ...known, ...(mail.text ? { text: mail.text } : {}), delivery },
      { outcome, reason: said.reason },
    );
  }
  const { organisation, email, redirect: _r, visitorId: _v, proofs: _p, ...understood } = said.understood;
  const attachments = await keepUploads(objects, unread.id, mail.attachments);
  const isProven = receipt.unproven === 'no';
  const thread = await threadOf(ports, { ...mail, recipients, isProven });
  const taken = await takeInquiry(
    ports,
    {
      inquiry: { ...understood, ...known, attachments },
      organisation,
      // Whoever cannot prove to be the sender joins nobody's lead.
      identities: isProven ? sureKeys({ ...understood, vouched: false }, email, intake.document) : [],
      thread,
      rulesHash: intake.hash,
    },
    { now, by: 'person', correlationId },
    isProven ? rememberMail(mail) : undefined,
  );
  if (taken.outcome !== 'remembered') return taken;
  return keep(ports, known, { outcome: 'ignored', reason: 'repeated' });
}

/**
 * A server that did not hear our yes sends the same mail again, and one mail can reach two of our addresses: it is one
 * inquiry with one answer. Its text counts too, because ids alone can be reused, or made up by somebody else.
 */
function rememberMail({ messageId, from, subject, text }: ReadMail) {
  if (!messageId) return undefined;
  const whole = JSON.stringify([messageId, from?.address, subject, text]);
  const key = createHash('sha256').update(whole).digest('base64url');
  return ({ inquiryId }: { inquiryId: string }) => ({
    source: 'mail',
    key,
    bodyHash: key,
    answer: inquiryId,
  });
}

export function headOf({ from, subject, messageId }: ReadMail): Partial<Inquiry> {
  return {
    ...(from ? { from: from.address } : {}),
    ...(subject ? { subject } : {}),
    ...(messageId ? { messageId } : {}),
  };
}

/** Keeps a mail that becomes no lead where people can see it, with the reason. */
async function keep(
  { store }: MailPorts,
  known: Unread & Pick<Inquiry, 'text' | 'messageId' | 'delivery'>,
  why: { outcome: 'ignored' | 'quarantined' | 'rejected'; reason: string },
): Promise<MailOutcome> {
  const nothing = { facts: {}, extra: {}, consents: {}, utm: {}, findings: [], attachments: [] };
  const review = why.outcome === 'quarantined' ? { review: { decisions: [] } } : {};
  const stored = await store.keepInquiry({ ...nothing, ...known, ...why, ...review, leadId: null });
  return { ...why, inquiryId: known.id, ...(stored ? {} : { outcome: 'duplicate' }) };
}
