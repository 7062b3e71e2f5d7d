import type { MailLanguage } from '../../../shared/mail/language.ts';
import { ageText } from '../pages/time.ts';
import type { Backlog } from '../rules/capacity.ts';
import type { StaffLetter } from './staff-letters.ts';

/** Leads that the mail lists; the console shows all. */
const LISTED = 20;

/**
 * What the process owner reads of leads that wait for a pool: which leads, not who (R133).
 * @param console address of the console
 */
export function capacityLetter(
  backlog: Backlog,
  { language, now, console }: { language: MailLanguage; now: string; console: string },
): StaffLetter {
  const say = language === 'de' ? german : english;
  const { waiting, more, pool, present, members, perDay, days, oldestSince } = backlog;
  const listed = waiting.slice(0, LISTED);
  const list = listed.map((_, n) => `- [Lead {{lead_${n}}}]({{page_${n}}}): ${say.line(n)}`).join('\n');
  const lines = listed.flatMap(({ id, score, stateSince }, n) => [
    [`lead_${n}`, id],
    [`page_${n}`, `${console}/leads/${id}`],
    [`score_${n}`, String(score?.value ?? 0)],
    [`age_${n}`, ageText(stateSince, now, language)],
  ]);
  const others = waiting.length - listed.length;
  return {
    subject: say.subject,
    parts: [say.intro, say.capacity, say.order, list, ...(others > 0 ? [say.others] : []), say.open],
    variables: {
      ...Object.fromEntries(lines),
      pool,
      count: `${waiting.length}${more ? '+' : ''}`,
      one: waiting.length === 1,
      oldest: ageText(oldestSince, now, language),
      present: String(present),
      members: String(members),
      perDay: perDay === null ? '' : String(perDay),
      days: days === null ? '' : String(days),
      severalDays: days !== null && days > 1,
      others: `${others}${more ? '+' : ''}`,
      pools: `${console}/pools`,
      daily: say.daily,
    },
  };
}

interface Words {
  subject: string;
  intro: string;
  capacity: string;
  order: string;
  line(n: number): string;
  others: string;
  open: string;
  daily: string;
}

const german: Words = {
  subject:
    'Pool {{pool}}: {{#one}}ein heißer Lead wartet{{/one}}{{^one}}{{count}} heiße Leads warten{{/one}}{{#severalDays}}, Rückstand {{days}} Tage{{/severalDays}}',
  intro:
    'Im Pool {{pool}} kann gerade niemand übernehmen. Reife Leads in der Warteschlange: {{count}}. Längste Wartezeit: {{oldest}}.',
  capacity:
    'Heute da: {{present}} von {{members}}. Der Pool kann an einem Tag {{#perDay}}{{perDay}} Leads{{/perDay}}{{^perDay}}beliebig viele Leads{{/perDay}} aufnehmen. {{#days}}Rückstand in Tagen, heute mitgezählt: {{days}}.{{/days}}{{^days}}Wann der Rückstand abgebaut ist, lässt sich nicht sagen: Grenzen offener Leads oder Abwesenheiten stehen dagegen.{{/days}}',
  order: 'Der höchste Score kommt zuerst, dann der älteste Lead:',
  line: (n) => `Score {{score_${n}}}, Wartezeit {{age_${n}}}`,
  others: 'Weitere Leads in der Warteschlange: {{others}}.',
  open: '[Verteilung öffnen]({{pools}})',
  daily: 'Diese Meldung kommt einmal am Tag, solange Leads auf den Pool warten.',
};

const english: Words = {
  subject:
    'Pool {{pool}}: {{#one}}one hot lead waits{{/one}}{{^one}}{{count}} hot leads wait{{/one}}{{#severalDays}}, {{days}} days of backlog{{/severalDays}}',
  intro:
    'Nobody in pool {{pool}} can take a lead now. Ripe leads in the line: {{count}}. Longest wait: {{oldest}}.',
  capacity:
    'There today: {{present}} of {{members}}. On a day the pool can take {{#perDay}}{{perDay}} leads{{/perDay}}{{^perDay}}any number of leads{{/perDay}}. {{#days}}Days of backlog, today included: {{days}}.{{/days}}{{^days}}When the backlog is worked off cannot be told: limits of open leads or absences are in the way.{{/days}}',
  order: 'The highest score comes first, then the oldest lead:',
  line: (n) => `score {{score_${n}}}, has waited for {{age_${n}}}`,
  others: 'More leads in the line: {{others}}.',
  open: '[Open the distribution]({{pools}})',
  daily: 'This message comes once a day, as long as leads wait for the pool.',
};
