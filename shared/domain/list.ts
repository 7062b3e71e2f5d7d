import * as z from 'zod';
import { Channel, LegalBasis } from './facts.ts';

/** What whoever brings a list states about it: without that no list is taken (spec 2). */
export const ListStatement = z.object({
  /** Where the data come from: the fair, the call centre, the seller of addresses. */
  source: z.string().trim().min(1).max(100),
  channel: Channel.default('import'),
  campaign: z.string().trim().min(1).max(200).optional(),
  /** Whether the people in it asked for something; nobody who did not is written to or called without a consent. */
  requested: z.boolean(),
  legalBasis: LegalBasis,
  /** Names of columns → names of fields, where the names do not say it. */
  map: z.record(z.string(), z.string()).default({}),
  /** What the rows are: inquiries of people, or customers that another system knows, with their owners. */
  kind: z.enum(['inquiries', 'customers']).default('inquiries'),
  /** Only tells what would become of the rows, and stores none. */
  dryRun: z.boolean().default(false),
});
export type ListStatement = z.infer<typeof ListStatement>;

/** What became of a row. `duplicate`: it was taken before, out of this file or another one. */
const RowOutcome = z.enum(['created', 'merged', 'duplicate', 'quarantined', 'refused']);

/** One row of the report; `row` as a spreadsheet counts, the header is row 1. Nothing of the person but ids. */
export const RowResult = z.object({
  row: z.number().int(),
  outcome: RowOutcome,
  /** Code of what is wrong, where something is, with the field, the column of the list and the reason in words. */
  reason: z.string().optional(),
  field: z.string().optional(),
  column: z.string().optional(),
  message: z.string().optional(),
  /** What else was noticed, `field: code`. */
  notes: z.array(z.string()).optional(),
  leadId: z.string().optional(),
  inquiryId: z.string().optional(),
});
export type RowResult = z.infer<typeof RowResult>;

/** How a list is written. */
export const ListFormat = z.object({
  delimiter: z.enum([';', ',', '\t', '|']),
  /** What ends a row; a carriage return before a line feed belongs to it. */
  newline: z.enum(['\n', '\r']),
});
export type ListFormat = z.infer<typeof ListFormat>;

/** What becomes of one column of a list. */
export const ListColumn = z.object({
  /** As it stands in the list. */
  name: z.string(),
  /** Under which name its cells are read: its own, or the one that the list was sent with. */
  key: z.string(),
  /** What the name means: a canonical field, `consent.newsletter`, `utm.source`; null where it is kept beside the facts. */
  means: z.string().nullable(),
  /** The field that may be meant, where the name is not known. */
  suggestion: z.string().nullable(),
});
export type ListColumn = z.infer<typeof ListColumn>;

const count = z.number().int().min(0);

/** One list that is taken in, and how far that has come: the place to go on from after a crash. */
export const ListImport = z.object({
  id: z.string(),
  version: count,
  statement: ListStatement,
  /** Who brought it: `staff:{subject}`, or `system` for a file that was dropped into the bucket. */
  by: z.string(),
  correlationId: z.string(),
  file: z.object({ key: z.string(), size: count }),
  state: z.enum(['waiting', 'running', 'done', 'refused']),
  /** Why it was refused: a code, and words about it. */
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  format: ListFormat.nullable(),
  columns: z.array(ListColumn),
  /** Bytes read, rows before the next one, and files of the report. */
  done: z.object({ bytes: count, rows: count, parts: count }),
  counts: z.object({ created: count, merged: count, duplicate: count, quarantined: count, refused: count }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ListImport = z.infer<typeof ListImport>;
