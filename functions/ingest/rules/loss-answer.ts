import type { Finding } from '../../../shared/domain/facts.ts';
import type { LossAnswer } from '../../../shared/domain/lead.ts';
import type { LossSurvey } from '../../../shared/rules/nurture.ts';
import { later, readDay } from './day.ts';
import type { Fields } from './gather-fields.ts';

/** What fits into the field of the page. */
export const MAX_COMMENT = 1000;
/** Whoever names a later day means something else. */
const MOST_MONTHS = 60;

type Problem = 'unknown' | 'day-missing' | 'day-unusable' | 'day-over' | 'too-long';

/** The same finding in both languages; the page says it in the reader's. */
const SAYS: Record<Problem, { de: string; en: string }> = {
  unknown: { de: 'Diese Antwort kennen wir nicht.', en: 'We do not know this answer.' },
  'day-missing': { de: 'Bitte nennen Sie einen Tag.', en: 'Please name a day.' },
  'day-unusable': {
    de: 'Bitte nennen Sie einen Tag in den nächsten fünf Jahren.',
    en: 'Please name a day in the next five years.',
  },
  'day-over': { de: 'Bitte nennen Sie einen Tag, der noch kommt.', en: 'Please name a day to come.' },
  'too-long': {
    de: `Bitte höchstens ${MAX_COMMENT} Zeichen.`,
    en: `At most ${MAX_COMMENT} characters, please.`,
  },
};

/** What somebody answered who was asked about a loss; `null` where nothing was answered. */
export type ReadLossAnswer = { answer: LossAnswer | null; findings: Finding[]; said: Record<string, string> };

/**
 * Reads the answers by the rules that ask: only answers that are there, and a day to come where one is asked for.
 * @param today local date `yyyy-mm-dd`
 */
export function readLossAnswer(
  fields: Fields,
  survey: LossSurvey,
  { today, language }: { today: string; language: 'de' | 'en' },
): ReadLossAnswer {
  const said = Object.fromEntries(
    ['reason', 'again', 'day', 'comment'].map((name) => [name, textIn(fields, name)]),
  );
  const { reason = '', again = '', day = '', comment = '' } = said;
  const chosen = survey.again.answers.find(({ id }) => id === again);
  const wantsDay = chosen?.winBack === 'on-day';
  const problems: [field: string, problem: Problem][] = [
    ...(reason && !survey.reason.answers.some(({ id }) => id === reason) ? [refused('reason')] : []),
    ...(again && !chosen ? [refused('again')] : []),
    ...(wantsDay ? dayProblem(day, today) : []),
    ...(comment.length > MAX_COMMENT ? [['comment', 'too-long'] as [string, Problem]] : []),
  ];
  const findings = problems.map(([field, code]): Finding => {
    return { field, code, severity: 'reject', message: SAYS[code][language] };
  });
  const answer = {
    ...(reason ? { reason } : {}),
    ...(chosen ? { again: chosen.id, winBack: chosen.winBack } : {}),
    ...(wantsDay ? { day: readDay(day, today) ?? day } : {}),
    ...(comment ? { comment } : {}),
  };
  const isEmpty = Object.keys(answer).length === 0;
  return { answer: isEmpty || findings.length > 0 ? null : answer, findings, said };
}

const refused = (field: string): [string, Problem] => [field, 'unknown'];

function dayProblem(typed: string, today: string): [string, Problem][] {
  if (!typed) return [['day', 'day-missing']];
  const day = readDay(typed, today);
  if (!day || day > later(today, { months: MOST_MONTHS })) return [['day', 'day-unusable']];
  return day <= today ? [['day', 'day-over']] : [];
}

function textIn(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
}
