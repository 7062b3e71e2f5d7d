import type { ReportsDocument } from '../../../shared/rules/reports.ts';
import type { Answers } from '../reports.ts';
import { figures } from './figures.ts';
import { lengthOf, type Period } from './period.ts';

/** What the process owner controls: number, quality and status (R147). */
const CONTROLLED = ['leads', 'hotShare', 'won', 'answersKept', 'waiting', 'beyondLimit', 'overdue'] as const;

export interface Controlled {
  figure: (typeof CONTROLLED)[number];
  now: number | null;
  /** In or at the end of the period before. */
  before: number | null;
  target: number | null;
  /** True where the target is missed. */
  missed: boolean;
}

/**
 * The figures of a period beside those of the period before and what was aimed at. New leads, hot share and wins are of the
 * period; answers in time, what waits and what is late are as they stood at its end.
 * @param ends what the queries answered at the end of the period, of the one before, and of the one before that
 */
export function control(
  [now, before, earlier]: readonly [Answers, Answers, Answers],
  [period, last]: readonly [Period, Period],
  targets: NonNullable<ReportsDocument['targets']> = {},
): Controlled[] {
  const was = ofPeriod(now, before);
  const wasBefore = ofPeriod(before, earlier);
  const weeks = lengthOf(period) / 7;
  const scaled = (perWeek: number | undefined) => (perWeek === undefined ? null : perWeek * weeks);
  const aims: Partial<Record<Controlled['figure'], number | null>> = {
    leads: scaled(targets.leadsPerWeek),
    hotShare: targets.hotShare ?? null,
    won: scaled(targets.wonPerWeek),
    answersKept: targets.answersKept ?? null,
  };
  // Months differ in length: what is counted is told for as many days.
  const evenly = lengthOf(period) / lengthOf(last);
  return CONTROLLED.map((figure) => {
    const target = aims[figure] ?? null;
    const value = was[figure];
    const counted = figure === 'leads' || figure === 'won';
    const earlierValue = wasBefore[figure];
    return {
      figure,
      now: value,
      before: counted && earlierValue !== null ? earlierValue * evenly : earlierValue,
      target,
      missed: target !== null && value !== null && value < target,
    };
  });
}

/** What a period added, and how things stood at its end. */
function ofPeriod(end: Answers, start: Answers): Record<Controlled['figure'], number | null> {
  const [then, at] = [figures(start), figures(end)];
  const leads = at.leads - then.leads;
  return {
    leads,
    hotShare: leads > 0 ? (at.hot - then.hot) / leads : null,
    won: at.won - then.won,
    answersKept: at.answersKept,
    waiting: at.distribution.unassigned,
    beyondLimit: at.distribution.beyondLimit,
    overdue: at.overdue,
  };
}
