import * as z from 'zod';
import { ListColumn, ListImport, ListStatement, RowResult } from '../../domain/list.ts';

/** What a list must be sent with, as text. */
export const StatementTexts = z.object({
  source: z.string().meta({ description: 'Where the data come from', example: 'hannover-fair-2026' }),
  channel: z.string().optional().meta({ description: '`import` if it is not said', example: 'trade_fair' }),
  campaign: z.string().optional().meta({ description: 'Of rows that name none' }),
  kind: z
    .string()
    .optional()
    .meta({ description: '`inquiries` if it is not said, or `customers`: who they are, whose, until when' }),
  requested: z.string().optional().meta({
    description:
      '`true` or `false`: did the people ask? Who did not gets no mail and no call. Need not be said of customers',
  }),
  legalBasis: z.string().optional().meta({
    description: '`consent`, `contract` or `legitimate-interest`; need not be said of customers',
  }),
  map: z
    .string()
    .optional()
    .meta({ description: '`column=field,…` where names of columns are not understood' }),
  dryRun: z.string().optional().meta({ description: '`true`: only tells what would become of each row' }),
});

/** How far a list has come, and what became of its rows. */
export const ImportProgress = z
  .object({
    importId: z.string(),
    state: ListImport.shape.state,
    reason: ListImport.shape.reason,
    statement: ListStatement,
    columns: z.array(ListColumn.omit({ key: true })),
    progress: z.object({ bytes: z.number(), of: z.number() }),
    counts: ListImport.shape.counts,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rows: z.array(RowResult),
    cursor: z.string().optional().meta({ description: 'For the next rows' }),
  })
  .meta({ id: 'ImportProgress' });
export type ImportProgress = z.infer<typeof ImportProgress>;

const JsonRow = z
  .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .refine((row) => Object.keys(row).length > 0, 'a row has a column at least');

/** Rows of a list that another system sends one by one: columns by name. */
export const JsonRows = z.union([JsonRow, z.array(JsonRow).min(1)]);
