import type { Calendar } from '../../shared/domain/business-time.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Analysis } from '../../shared/ports/analysis.ts';
import { type Answers, reports } from './reports.ts';
import { type FieldUses, withUses } from './rules/field-uses.ts';
import { told } from './rules/told.ts';
import { spanOf } from './span.ts';

export interface AskPorts {
  analysis: Analysis;
  calendar: Calendar;
  /** Members that a group must have for its figures to be shown. */
  smallestGroup: number;
  /** Which rule documents ask for which field; nobody says so where it is left out. */
  uses?: FieldUses;
}

/**
 * What every report answers at the end of a day, as everybody may read it; the queries run side by side.
 * @param day local date `yyyy-mm-dd`
 */
export async function askReports(
  { analysis, calendar, smallestGroup, uses = new Map() }: AskPorts,
  day: string,
): Promise<Answers> {
  const span = spanOf(day, calendar);
  const answers: Partial<Answers> = {};
  await Promise.all(
    Object.values(reports).map(async ({ name, sql }) => {
      answers[name] = await analysis.query(sql(span));
    }),
  );
  if (!areAll(answers)) throw new Fault('report-incomplete', { retryable: true });
  return told({ ...answers, fields: withUses(answers.fields, uses) }, smallestGroup);
}

function areAll(answers: Partial<Answers>): answers is Answers {
  return Object.keys(reports).every((name) => name in answers);
}
