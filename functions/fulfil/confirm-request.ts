/** Who asks by mail for something about the own data hears at once that it arrived, and until when it is seen to. */
import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { MailLanguage } from '../../shared/mail/language.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import { replyAddress } from '../../shared/mail/reply-address.ts';
import { salutation } from '../../shared/mail/salutation.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import { calendarOf } from '../../shared/rules/deadlines.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { tooManyMails } from './mail-limit.ts';
import { chooseLanguage } from './rules/choose-language.ts';
import { provenSender } from './rules/proven-sender.ts';
import { replySubject } from './rules/reply-subject.ts';

const WORDS: Record<MailLanguage, { subject: string; parts: (until: string) => string[]; footer: string }> = {
  de: {
    subject: 'Ihr Anliegen zu Ihren Daten',
    parts: (until) => [
      'Ihr Anliegen zu Ihren personenbezogenen Daten ist bei uns angekommen.',
      `Jemand kümmert sich persönlich darum. Sie hören von uns spätestens am ${until}.`,
      'Bis dahin müssen Sie nichts tun. Wenn wir nicht sicher sein können, dass wirklich Sie es sind, fragen wir vorher nach.',
    ],
    footer: 'Sie bekommen diese E-Mail, weil Sie uns geschrieben haben. [Datenschutz]({{privacy}})',
  },
  en: {
    subject: 'Your request about your data',
    parts: (until) => [
      'Your request about your personal data has arrived.',
      `A person sees to it. You will hear from us by ${until} at the latest.`,
      'There is nothing that you need to do until then. Where we cannot be sure that it is really you, we ask first.',
    ],
    footer: 'You get this mail because you wrote to us. [Privacy]({{privacy}})',
  },
};

/**
 * Confirms a request that came by mail, once, to the address that it provably came from: to whoever wrote in somebody
 * else's name nothing is said. It tells nothing that is known of the person. May be repeated.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function confirmRequest(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const { leadId, inquiryId, eventId, correlationId } = pointer;
  if (inquiryId === undefined) return;
  const inquiry = await ports.store.loadInquiry(inquiryId);
  const to = inquiry && provenSender(inquiry);
  if (!inquiry || !to) return;
  const lead = await ports.store.load(leadId, seqOf(eventId));
  const clock = lead?.clocks.find(({ name, startedAt }) => name === 'rights' && startedAt === pointer.at);
  if (!clock) return;
  const mail = await written(ports, inquiry, clock.limit);
  const replyTo = replyAddress(ports.sender, leadId, await ports.secret());
  const tags = { kind: 'request-confirmed', leadId, inquiryId, correlationId };
  const { outcome } = await sendOnce(
    ports,
    {
      key: `request-confirmed:${eventId}`,
      mail: { ...mail, to, replyTo, tags },
      reference: String,
      hindrance: () => tooManyMails(ports, to, now),
    },
    now,
  );
  log.info('request-confirmed', { leadId, outcome });
}

async function written({ rules, sender }: FulfilPorts, inquiry: Inquiry, limit: string) {
  const [{ document }, { document: calendars }] = await Promise.all([
    rules.get('fulfilment'),
    rules.get('calendars'),
  ]);
  const { language: said } = inquiry.facts;
  const language = chooseLanguage(said ? { inquiry: said } : {}, document);
  const { timeZone } = calendarOf(calendars);
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(limit));
  const words = WORDS[language];
  const letter = composeLetter({
    language,
    subject: words.subject,
    greeting: salutation({}, language),
    parts: words.parts(until),
    footer: words.footer,
    variables: { privacy: document.privacy[language] },
    company: document.company,
  });
  return {
    ...letter,
    subject: replySubject(inquiry.subject) || letter.subject,
    from: { name: document.sender[language], address: sender },
    ...(inquiry.messageId ? { inReplyTo: inquiry.messageId } : {}),
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    attachments: [],
  };
}
