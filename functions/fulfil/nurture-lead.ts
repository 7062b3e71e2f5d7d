import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { addressee } from '../../shared/mail/addressee.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import { replyAddress } from '../../shared/mail/reply-address.ts';
import { salutation } from '../../shared/mail/salutation.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { AnswerVariable } from '../../shared/rules/fulfilment.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { tooManyMails } from './mail-limit.ts';
import { type NurtureTags, nurtureClaim, stepTaken } from './nurture-record.ts';
import { ownDataAddress, questionsAddress } from './personal-addresses.ts';
import { asKnown } from './rules/called-by-name.ts';
import { chooseLanguage } from './rules/choose-language.ts';
import { type NextMail, nextMail } from './rules/next-mail.ts';

type Sending = Extract<NextMail, { verdict: 'send' }>;

/**
 * Sends the mail of a series that is due, or notes why not. May be repeated at will: each mail is sent at most once; where
 * an attempt is in doubt it is left alone, for advertising twice is worse than not at all.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function nurtureLead(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const lead = await ports.store.load(pointer.leadId, seqOf(pointer.eventId));
  if (!lead) return;
  const { document, hash } = await ports.rules.get('nurture');
  const next = nextMail(lead, document);
  if (!next) return;
  const { series, step } = next;
  const record = (what: Parameters<typeof stepTaken>[1]) =>
    change(ports, pointer, now, (current) => stepTaken(current, what, hash));
  if (next.verdict === 'skip') {
    const { reason, ends } = next;
    return record({ series, step, outcome: 'skipped', reason, ...(ends ? { ends } : {}) });
  }
  const mail = await written(ports, await asKnownTo(ports, lead), next, now);
  if (!mail) return record({ series, step, outcome: 'skipped', reason: 'template-missing' });
  const { correlationId } = pointer;
  const tags: NurtureTags = {
    kind: 'nurture',
    leadId: lead.id,
    series,
    step,
    rulesHash: hash,
    correlationId,
  };
  const outcome = await sendOnce(
    ports,
    {
      key: nurtureClaim(lead.id, series, step),
      mail: { ...mail, tags },
      reference: String,
      hindrance: () => tooManyMails(ports, next.to, now),
    },
    now,
  );
  switch (outcome.outcome) {
    case 'sent':
      return record({ series, step, outcome: 'sent', mailId: outcome.reference });
    case 'refused':
      return record({ series, step, outcome: 'skipped', reason: outcome.reason });
    case 'in-doubt':
      log.warn('nurture-in-doubt', { leadId: lead.id, series, step });
  }
}

/** Inquiries that are looked at before somebody is called by name; who wrote more often is called so by them. */
const LOOKED_AT = 10;

/** The person by name only where no other person was taken for the same. */
async function asKnownTo({ store }: FulfilPorts, lead: Lead): Promise<Lead> {
  if (lead.inquiries.length < 2) return lead;
  const newest = lead.inquiries.slice(-LOOKED_AT);
  return asKnown(lead, await Promise.all(newest.map(({ id }) => store.loadInquiry(id))));
}

/** The mail with its unsubscribe of one click (RFC 8058); null where a text is missing. */
async function written(
  ports: FulfilPorts,
  lead: Lead,
  { mail, to }: Sending,
  now: string,
): Promise<Omit<OutgoingMail, 'tags'> | null> {
  const { document: fulfilment } = await ports.rules.get('fulfilment');
  const { language: person, country } = lead.facts;
  const known = { ...(person ? { person } : {}), ...(country ? { country } : {}) };
  const language = chooseLanguage(known, fulfilment);
  const questions = mail.questions ? await questionsAddress(ports, lead, now) : '';
  const keys = ['advertising', 'closing', ...(questions ? ['questions'] : [])].map(
    (part) => `${language}/${part}.md`,
  );
  const template = mail.template?.[language];
  const texts = await ports.templates.read([...keys, ...(template ? [template] : [])]);
  const [footer, closing, asking = ''] = keys.map((key) => texts.get(key));
  const body = template ? texts.get(template) : mail.text?.[language];
  if (footer === undefined || closing === undefined || body === undefined) return null;
  const ownData = await ownDataAddress(ports, lead.id, now);
  const { firstName = '', lastName = '' } = addressee(lead.facts, lead.extra);
  const variables = {
    firstName,
    lastName,
    product: '',
    several: false,
    company: fulfilment.company.name,
    website: fulfilment.company.website,
    sender: fulfilment.sender[language],
    privacy: fulfilment.privacy[language],
    questions,
    ownData,
  } satisfies Record<AnswerVariable, string | boolean>;
  const letter = composeLetter({
    language,
    subject: mail.subject[language],
    greeting: salutation(addressee(lead.facts, lead.extra), language),
    parts: [body, ...(asking ? [asking] : []), closing],
    footer,
    variables,
    company: fulfilment.company,
  });
  return {
    ...letter,
    from: { name: fulfilment.sender[language], address: ports.sender },
    to,
    replyTo: replyAddress(ports.sender, lead.id, await ports.secret()),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'List-Unsubscribe': `<${ownData}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    attachments: [],
  };
}

async function change(
  ports: FulfilPorts,
  { leadId, correlationId, eventId: causationId }: EventPointer,
  now: string,
  decide: (lead: Lead) => Draft[],
): Promise<void> {
  const outcome = await changeLead(ports, leadId, { now, by: 'system', correlationId, causationId }, decide);
  if (outcome.outcome === 'changed') log.info('nurture-step-taken', { leadId });
}
