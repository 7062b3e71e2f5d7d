import { State } from '../../../shared/domain/lifecycle.ts';
import { type Answers, reports } from '../reports.ts';
import type { Report, Rows } from '../sheet.ts';

type Named = Record<string, string | null>;

function named(report: Report, rows: Rows): Named[] {
  return rows.map((row) =>
    Object.fromEntries(report.columns.map(({ name }, index) => [name, row[index] ?? null])),
  );
}

function number(row: Named | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}

function numberOrNull(row: Named, name: string): number | null {
  const value = row[name] ?? null;
  return value === null ? null : Number(value);
}

const sum = (rows: readonly Named[], name: string) =>
  rows.reduce((total, row) => total + number(row, name), 0);
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** How many leads of a state are in which class. */
export interface Standing {
  state: string;
  leads: number;
  hot: number;
  warm: number;
  cold: number;
  unscored: number;
  oldestDays: number;
  overdue: number;
}

export interface Deadline {
  clock: string;
  met: number;
  late: number;
  open: number;
  overdue: number;
  /** Share of what is over that was done by the limit; what is overdue counts as not done. */
  kept: number | null;
  p50Hours: number | null;
  p90Hours: number | null;
}

export interface Origin {
  channel: string | null;
  inquiries: number;
  leads: number;
  hot: number;
  won: number;
  orderValue: number;
}

/** The figures of a day as the page shows them. */
export function figures(answers: Answers) {
  const tracking = named(reports.tracking, answers.tracking);
  const sources = named(reports.sources, answers.sources);
  const days = named(reports.daily, answers.daily);
  const deadlines = named(reports.deadlines, answers.deadlines).map(deadline);
  const distribution = named(reports.distribution, answers.distribution);
  const leads = sum(tracking, 'leads');
  const hot = sum(tracking, 'hot');
  const answered = deadlines.find(({ clock }) => clock === 'fulfilment');
  return {
    leads,
    hot,
    hotShare: share(hot, leads),
    won: sum(tracking, 'won'),
    orderValue: sum(sources, 'orderValue'),
    overdue: sum(tracking, 'overdue'),
    today: {
      inquiries: number(days.at(-1), 'inquiries'),
      leads: number(days.at(-1), 'leads'),
      hot: number(days.at(-1), 'hot'),
    },
    answersKept: answered?.kept ?? null,
    answerHours: answered?.p50Hours ?? null,
    standings: standings(tracking),
    deadlines,
    origins: origins(sources),
    funnel: named(reports.funnel, answers.funnel).map((row) => ({
      step: row.step ?? '',
      leads: number(row, 'leads'),
      ofAll: numberOrNull(row, 'ofAll'),
      ofPrevious: numberOrNull(row, 'ofPrevious'),
    })),
    distribution: {
      unassigned: sum(distribution, 'unassigned'),
      beyondLimit: sum(distribution, 'beyondLimit'),
    },
    days: days.map((row) => ({
      day: row.day ?? '',
      inquiries: number(row, 'inquiries'),
      leads: number(row, 'leads'),
      hot: number(row, 'hot'),
    })),
  };
}
export type Figures = ReturnType<typeof figures>;

function deadline(row: Named): Deadline {
  const met = number(row, 'met');
  const late = number(row, 'late');
  const overdue = number(row, 'overdue');
  return {
    clock: row.clock ?? '',
    met,
    late,
    open: number(row, 'open'),
    overdue,
    kept: share(met, met + late + overdue),
    p50Hours: numberOrNull(row, 'p50Hours'),
    p90Hours: numberOrNull(row, 'p90Hours'),
  };
}

/** One line per state that has leads, in the order of a lead's life. */
function standings(tracking: readonly Named[]): Standing[] {
  return State.options.flatMap((state) => {
    const rows = tracking.filter((row) => row.state === state);
    const inClass = (name: string | null) =>
      sum(
        rows.filter((row) => row.class === name),
        'leads',
      );
    if (rows.length === 0) return [];
    return [
      {
        state,
        leads: sum(rows, 'leads'),
        hot: inClass('hot'),
        warm: inClass('warm'),
        cold: inClass('cold'),
        unscored: inClass(null),
        oldestDays: Math.max(...rows.map((row) => number(row, 'oldestDays'))),
        overdue: sum(rows, 'overdue'),
      },
    ];
  });
}

/** One line per channel, the one with the most leads first. */
function origins(sources: readonly Named[]): Origin[] {
  return [...Map.groupBy(sources, (row) => row.channel ?? null)]
    .map(([channel, rows]) => ({
      channel,
      inquiries: sum(rows, 'inquiries'),
      leads: sum(rows, 'leads'),
      hot: sum(rows, 'hot'),
      won: sum(rows, 'won'),
      orderValue: sum(rows, 'orderValue'),
    }))
    .sort((a, b) => b.leads - a.leads || b.inquiries - a.inquiries);
}
