import { AnalysisMessage } from '../../functions/report/analysis-record.ts';
import type { Report, Rows } from '../../functions/report/sheet.ts';
import { spanOf } from '../../functions/report/span.ts';
import { storeAnalysis } from '../../functions/report/store-analysis.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import type { AnalysisRecord } from '../../shared/domain/analysis.ts';
import { clockRules } from '../../shared/rules/watch.ts';
import { duckdbAnalysis } from './duckdb-analysis.ts';
import { type Story, step } from './sample-month.ts';

export type NamedRow = Record<string, string | null>;

/** The queries of the reports over leads that a test tells of. */
export async function reportBench() {
  const rules = await clockRules(defaultRules());
  const calendar = rules.calendars.document.calendars.company;
  const analysis = duckdbAnalysis();
  return {
    rules,
    calendar,
    analysis,
    /** Stores records as the queue would bring them. */
    store: (records: readonly AnalysisRecord[]) =>
      storeAnalysis(
        analysis.objects,
        records.map((record) => AnalysisMessage.parse(record)),
      ),
    /** The rows of a report at the end of a day, as the query answers them. */
    async ask({ sql, columns }: Report, day: string): Promise<Rows> {
      const rows = await analysis.query(sql(spanOf(day, calendar)));
      for (const row of rows) {
        if (row.length !== columns.length) throw new Error(`${row.length} cells, ${columns.length} columns`);
      }
      return rows;
    },
    close: () => analysis.close(),
  };
}

/** Rows with their columns by name. */
export function byName({ columns }: Pick<Report, 'columns'>, rows: Rows): NamedRow[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])));
}

/** A few columns of each row, in one text. */
export const pick = (rows: readonly NamedRow[], ...names: string[]): string[] =>
  rows.map((row) => names.map((name) => row[name] ?? '–').join(' '));

/** A lead with one inquiry and the steps after it. */
export function leadFrom(
  id: string,
  start: string,
  inquiry: { postcode?: string; campaign?: string },
  ...steps: Story['steps']
): Story {
  const first = step.received({ id: `inq_${id}`, at: start, ...inquiry });
  return { id, start, steps: [{ hours: 0, draft: first }, ...steps] };
}
