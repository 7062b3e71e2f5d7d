import * as z from 'zod';
import { analysisColumns } from '../../shared/domain/analysis.ts';

/** A cell by the type of its column; a message of an older version lacks newer columns. */
const cells = {
  string: z.string().nullable().default(null),
  int: z.number().int().nullable().default(null),
  double: z.number().nullable().default(null),
  timestamp: z.iso.datetime().nullable().default(null),
} as const;

export type Dataset = keyof typeof analysisColumns;
export type Row = Record<string, string | number | null>;

function row(dataset: Dataset) {
  const columns = Object.fromEntries(analysisColumns[dataset].map(({ name, type }) => [name, cells[type]]));
  return z.object({ event_id: z.string(), at: z.iso.datetime() }).and(z.object(columns));
}

/** One message of the analysis queue: the row of an event and the rows of the clocks that it moved. */
export const AnalysisMessage = z.object({ event: row('events'), clocks: z.array(row('clocks')) });
export type AnalysisMessage = z.infer<typeof AnalysisMessage>;
