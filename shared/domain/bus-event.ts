/** What others may rely on when they listen to the event bus: source `leitwerk`, the detail type is the type of the event. */
import * as z from 'zod';
import { type AnalysisRecord, analysisColumns } from './analysis.ts';

/** Raised when a field goes or changes its meaning; more fields may come without. */
const SCHEMA_VERSION = 1;

const cells = {
  string: z.string().nullable(),
  int: z.int().nullable(),
  double: z.number().nullable(),
  timestamp: z.iso.datetime().nullable(),
} as const;

/** The fields that every event has; the others tell of lead and inquiry and are null where there is nothing to tell. */
const always = {
  schemaVersion: z.literal(SCHEMA_VERSION),
  event_id: z
    .string()
    .meta({ description: 'The same event always has the same id, however often it is delivered' }),
  at: z.iso.datetime(),
  type: z.string(),
};

const columns = Object.fromEntries(analysisColumns.events.map(({ name, type }) => [name, cells[type]]));

/**
 * The detail of an event on the bus: what happened to a lead, in codes and numbers. No names, addresses or texts; who
 * needs them asks for the lead.
 */
export const busEvent = z.looseObject({ ...columns, ...always, lead_id: z.string().nullable() });
export type BusEvent = z.infer<typeof busEvent>;

/** An event as it goes to the bus. */
export function busDetail({ event }: AnalysisRecord): { type: string; detail: object } {
  return { type: String(event.type), detail: { schemaVersion: SCHEMA_VERSION, ...event } };
}
