import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { MailLanguage } from '../../../shared/mail/language.ts';
import type { Variables } from '../../../shared/mail/template.ts';
import { money, words } from '../pages/words.ts';
import type { Telling } from '../rules/whom-to-tell.ts';
import { deadlineSentences } from './deadline-sentences.ts';

/** The words of a message to staff: templates and what stands for their variables. */
export interface StaffLetter {
  subject: string;
  parts: string[];
  variables: Variables;
}

export interface Told {
  kind: Telling['kind'];
  event: LeadEvent;
  lead: Lead;
  language: MailLanguage;
  timeZone: string;
  /** The owner's page; only messages to the owner carry it. */
  link: string;
  /** The page of all open leads of the owner; only messages to the owner carry it. */
  list: string;
  /** The page of the console where whoever is not the owner does what is asked for; empty where there is none. */
  console: string;
  /** What the person wrote in the newest inquiry. */
  message: string;
}

/** Messages with everything about the lead, where they go to its owner. */
const WITH_FACTS: readonly Telling['kind'][] = ['assigned', 'reminder', 'replied'];

/** What a message to staff says. Owners read everything about their lead; the process owner reads which lead it is. */
export function staffLetter(told: Told): StaffLetter {
  const letter = told.language === 'de' ? german(told.kind) : english(told.kind);
  const withFacts = told.link !== '' && WITH_FACTS.includes(told.kind);
  return {
    subject: letter.subject,
    parts: withFacts
      ? [...letter.parts, openButton(told.language), ...factParts(told), allLeads(told.language)]
      : [...letter.parts, ...(told.console === '' ? [] : [inConsole(told.language)])],
    variables: variablesOf(told),
  };
}

function openButton(language: MailLanguage): string {
  return language === 'de' ? '[Lead öffnen]({{link}})' : '[Open the lead]({{link}})';
}

function allLeads(language: MailLanguage): string {
  return language === 'de'
    ? 'Oder öffnen Sie [alle Ihre offenen Leads und Abwesenheiten]({{list}}).'
    : 'Or open [all your open leads and absences]({{list}}).';
}

function inConsole(language: MailLanguage): string {
  return language === 'de' ? '[In der Konsole öffnen]({{console}})' : '[Open in the console]({{console}})';
}

type Words = { subject: string; parts: string[] };

function german(kind: Telling['kind']): Words {
  switch (kind) {
    case 'assigned':
      return {
        subject: 'Heiß: {{person}} – bitte bis {{target}} annehmen',
        parts: [
          'Ein reifer Lead liegt jetzt bei Ihnen: {{because}}. Bitte nehmen Sie ihn bis {{target}} an.',
        ],
      };
    case 'reminder':
      return {
        subject: 'Erinnerung: {{clock}} – {{who}}',
        parts: [deadlineSentences.de.reminder],
      };
    case 'deadline-missed':
      return {
        subject: 'Frist verpasst: {{clock}} – Lead {{leadId}}',
        parts: [deadlineSentences.de.missed],
      };
    case 'answer-failed':
      return {
        subject: 'Antwort von Hand nötig – Lead {{leadId}}',
        parts: [
          'Auf eine Anfrage konnte keine Antwort gesendet werden (Grund: {{reason}}). Bitte antworten Sie von Hand, bevor die Frist endet.',
        ],
      };
    case 'replied':
      return {
        subject: 'Antwort eingegangen: {{person}} – Lead {{leadId}}',
        parts: [
          'Auf unsere Mail kam eine Antwort. Wer schreibt, wartet auf einen Menschen: bitte melden Sie sich.',
        ],
      };
    case 'rights':
      return {
        subject: 'Anliegen zu eigenen Daten: {{right}} – Lead {{leadId}}',
        parts: [
          'Jemand hat ein Anliegen zu den eigenen Daten: {{right}}. Bitte erledigen Sie es bis {{target}}; die gesetzliche Frist endet am {{limit}}.',
        ],
      };
    case 'erased':
      return {
        subject: 'Daten gelöscht – Lead {{leadId}}',
        parts: [
          'Die Daten einer Person, deren Lead Sie hatten, sind gelöscht worden: Lead {{leadId}}. Bitte löschen Sie auch, was Sie selbst davon haben: Mails, Notizen, Kontakte im Telefon.',
        ],
      };
    case 'complaint':
      return {
        subject: 'Beschwerde – Lead {{leadId}}',
        parts: ['Jemand beschwert sich. Bitte antworten Sie bis {{target}}; die Frist endet am {{limit}}.'],
      };
  }
}

function english(kind: Telling['kind']): Words {
  switch (kind) {
    case 'assigned':
      return {
        subject: 'Hot: {{person}} – please accept by {{target}}',
        parts: ['A ripe lead is yours now: {{because}}. Please accept it by {{target}}.'],
      };
    case 'reminder':
      return {
        subject: 'Reminder: {{clock}} – {{who}}',
        parts: [deadlineSentences.en.reminder],
      };
    case 'deadline-missed':
      return {
        subject: 'Deadline missed: {{clock}} – lead {{leadId}}',
        parts: [deadlineSentences.en.missed],
      };
    case 'answer-failed':
      return {
        subject: 'Answer by hand needed – lead {{leadId}}',
        parts: [
          'No answer could be sent to an inquiry (reason: {{reason}}). Please answer by hand before the deadline.',
        ],
      };
    case 'replied':
      return {
        subject: 'Reply from {{person}} – lead {{leadId}}',
        parts: ['Our mail was replied to. Whoever writes back waits for a person: please get in touch.'],
      };
    case 'rights':
      return {
        subject: 'Request about own data: {{right}} – lead {{leadId}}',
        parts: [
          'Somebody asks something about the own data: {{right}}. Please settle it by {{target}}; the limit of the law is {{limit}}.',
        ],
      };
    case 'erased':
      return {
        subject: 'Data erased – lead {{leadId}}',
        parts: [
          'The data of a person whose lead you had were erased: lead {{leadId}}. Please also delete what you have of them yourself: mails, notes, contacts in your telephone.',
        ],
      };
    case 'complaint':
      return {
        subject: 'Complaint – lead {{leadId}}',
        parts: ['Somebody complains. Please answer by {{target}}; the limit is {{limit}}.'],
      };
  }
}

/** Facts that the mail shows; the page behind the link shows all. */
const SHOWN = [
  'company',
  'jobTitle',
  'phone',
  'email',
  'address',
  'products',
  'orderVolume',
  'timeframe',
  'authority',
  'currentlyUses',
] as const;
type Shown = (typeof SHOWN)[number];

function factParts({ lead, language, message }: Told): string[] {
  const say = words[language];
  const known = SHOWN.filter((fact) => factText(fact, lead, language) !== '');
  const list = known.map((fact) => `- ${say.facts[fact] ?? fact}: {{${fact}}}`).join('\n');
  return [
    ...(list ? [`# ${say.sections.contact}`, list] : []),
    ...(message ? [`# ${say.sections.wish}`, '{{message}}'] : []),
  ];
}

/** One fact as a person reads it; empty where it is not known. */
function factText(fact: Shown, { facts }: Lead, language: MailLanguage): string {
  switch (fact) {
    case 'address':
      return [facts.street, [facts.postcode, facts.city].filter(Boolean).join(' ')]
        .filter(Boolean)
        .join(', ');
    case 'products':
      return facts.products?.join(', ') ?? '';
    case 'orderVolume':
      return facts.orderVolume === undefined ? '' : money(facts.orderVolume, language);
    case 'timeframe':
      return facts.timeframe
        ? new Date(facts.timeframe).toLocaleDateString(language, { timeZone: 'UTC' })
        : '';
    case 'authority':
      return facts.authority ? (words[language].values[facts.authority] ?? facts.authority) : '';
    case 'currentlyUses':
      return facts.currentlyUses ? (words[language].values[facts.currentlyUses] ?? facts.currentlyUses) : '';
    default:
      return facts[fact] ?? '';
  }
}

/** What stands for the variables of a message. */
export function variablesOf({
  event,
  lead,
  language,
  timeZone,
  link,
  list,
  console,
  message,
}: Omit<Told, 'kind'>): Variables {
  const { firstName, lastName, name, company } = lead.facts;
  const step = event.type === 'ClockStepTaken' ? event.data : null;
  const clockOf =
    step ?? (event.type === 'RightsRequested' || event.type === 'ComplaintReceived' ? event.data : null);
  const run = clockOf
    ? lead.clocks.find((clock) => clock.run === clockOf.run)
    : lead.clocks.find((clock) => clock.name === 'acceptance' && clock.state === 'running');
  const time = (instant: string | undefined) =>
    instant
      ? new Date(instant).toLocaleString(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
      : '';
  const person = [firstName, lastName].filter(Boolean).join(' ') || name || company || lead.id;
  return {
    person,
    who: link === '' ? `Lead ${lead.id}` : person,
    leadId: lead.id,
    link,
    list,
    console,
    message,
    because: lead.assignment?.because ?? '',
    target: time(run?.target),
    limit: time(run?.limit),
    clock: run ? (words[language].clocks[run.name] ?? run.name) : '',
    nextOwner: step?.do === 'next-owner',
    right: event.type === 'RightsRequested' ? words[language].rights[event.data.right] : '',
    reason: event.type === 'AnswerFailed' ? event.data.reason : '',
    ...Object.fromEntries(SHOWN.map((fact) => [fact, factText(fact, lead, language)])),
  };
}
