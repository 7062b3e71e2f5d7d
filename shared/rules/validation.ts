/** How far each way to reach a person can be relied on, out of the lead's history alone (R65). */
import { byPerson } from '../domain/behaviour.ts';
import { type LeadEvent, takenBackIn } from '../domain/events.ts';
import type { Finding } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { type FactHistory, type FactName, factHistories } from './fact-origins.ts';

const contactFields = ['name', 'company', 'email', 'phone', 'address'] as const;
export type ContactField = (typeof contactFields)[number];

/**
 * `unchecked`: nothing was found out about it; `plausible`: checks found nothing wrong; `confirmed`: it has worked;
 * `invalid`: it has not, or cannot.
 */
export type ValidationStatus = 'unchecked' | 'plausible' | 'confirmed' | 'invalid';

export interface Validation {
  status: ValidationStatus;
  /** What checked it: `checks` of the intake, a code of theirs, a source that was asked, `bounced`, `mail-click`, `call` … */
  by?: string;
  /** ISO instant. */
  at?: string;
}

/** Facts that make up a field; findings name it by them, too. */
const FACTS: Record<ContactField, readonly FactName[]> = {
  name: ['lastName', 'name', 'firstName'],
  company: ['company'],
  email: ['email'],
  phone: ['phone'],
  address: ['postcode', 'city', 'street'],
};
/** Findings by which a value is of no use; others are about something else. */
const WRONG: readonly string[] = [
  ...['email-invalid', 'phone-invalid', 'postcode-invalid', 'place-mismatch'],
  ...['name-key-mash', 'name-placeholder', 'field-unreadable'],
];

/** What is known of each field that the person gave, or tried to give. */
export function validationOf(
  { facts }: Pick<Lead, 'facts'>,
  events: readonly LeadEvent[],
): Partial<Record<ContactField, Validation>> {
  const histories = factHistories(events);
  const takenBack = takenBackIn(events);
  const valid = events.filter(({ id }) => !takenBack.has(id));
  const found = contactFields.flatMap((field): [ContactField, Validation][] => {
    const parts = FACTS[field].flatMap((name) =>
      facts[name] === undefined ? [] : (histories.get(name) ?? []),
    );
    const first = read(field, parts) ?? setAside(field, valid);
    return first ? [[field, later(field, { first, valid, facts })]] : [];
  });
  return Object.fromEntries(found);
}

/** What was said when the value came: of one that is wrong, else of the first part that is known. */
function read(field: ContactField, parts: readonly FactHistory[]): Validation | null {
  const doubted = parts.find(({ findings }) => wrongIn(field, findings));
  const part = doubted ?? parts[0];
  if (!part) return null;
  const { origin } = part;
  const { at } = origin;
  const by = wrongIn(field, part.findings);
  if (by) return { status: 'invalid', by, at };
  if (origin.kind === 'looked-up') return { status: 'plausible', by: origin.source, at };
  return field === 'company' ? { status: 'unchecked' } : { status: 'plausible', by: 'checks', at };
}

function wrongIn(field: ContactField, findings: readonly Finding[]): string | undefined {
  return findings.find((one) => FACTS[field].some((name) => name === one.field) && WRONG.includes(one.code))
    ?.code;
}

/** What could not be read, where nothing else is known. */
function setAside(field: ContactField, events: readonly LeadEvent[]): Validation | null {
  for (const event of events.toReversed()) {
    const by = event.type === 'InquiryReceived' ? wrongIn(field, event.data.findings) : undefined;
    if (by) return { status: 'invalid', by, at: event.at };
  }
  return null;
}

/** What happened since with the value: the newest counts, and what has worked once is not doubted by a look-up. */
function later(
  field: ContactField,
  { first, valid, facts }: { first: Validation; valid: readonly LeadEvent[]; facts: Lead['facts'] },
): Validation {
  let known = first;
  for (const event of valid) {
    if (first.at !== undefined && event.at < first.at) continue;
    const said = field === 'email' ? ofMail(event, facts) : field === 'phone' ? ofCall(event) : null;
    if (said && !(said.weak && known.status === 'confirmed'))
      known = { status: said.status, by: said.by, at: event.at };
  }
  return known;
}

interface Said {
  status: ValidationStatus;
  by: string;
  weak?: true;
}

function ofMail(event: LeadEvent, { email }: Lead['facts']): Said | null {
  switch (event.type) {
    case 'FactsLookedUp': {
      const { source, mailDomain } = event.data;
      const isTheirs = mailDomain !== undefined && email?.endsWith(`@${mailDomain.domain}`);
      return isTheirs ? { status: mailDomain.status, by: source, weak: true } : null;
    }
    case 'AnswerFailed':
    case 'QuestionsSent':
    case 'NurtureStepTaken':
    case 'LossSurveySent':
      return event.data.reason === 'bounced' ? { status: 'invalid', by: 'bounced' } : null;
    case 'BehaviourSeen':
      return event.data.acts.some((act) => act.type === 'mail-click' && byPerson(act))
        ? { status: 'confirmed', by: 'mail-click' }
        : null;
    // Behind links that only mails to the address have.
    case 'ConsentChanged':
    case 'LossSurveyAnswered':
      return event.by === 'person' ? { status: 'confirmed', by: 'mail-link' } : null;
    case 'FactsChanged':
      return event.by === 'person' && event.data.facts.email === undefined
        ? { status: 'confirmed', by: 'mail-link' }
        : null;
    default:
      return null;
  }
}

function ofCall(event: LeadEvent): Said | null {
  if (event.type !== 'CallMade' || event.data.result === 'not-reached') return null;
  return { status: event.data.result === 'wrong-number' ? 'invalid' : 'confirmed', by: 'call' };
}
