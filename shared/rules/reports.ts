import * as z from 'zod';
import { DocumentHead } from './document.ts';
import { reportNames } from './report-names.ts';

/** Who gets which reports by mail, how often (R146). */
const Recipient = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'an id is small letters, figures and hyphens'),
  /** An agent's id, `process-owner`, or an address. */
  to: z.string().min(1).max(254),
  every: z.enum(['day', 'week', 'month']),
  /** Files that come along. */
  reports: z.array(z.enum(reportNames)).max(reportNames.length).default([]),
  /** True: number, quality and status against the targets, and what changed since the report before (R147). */
  control: z.boolean().default(false),
  /** The agent's own language, where none is given; German for an address. */
  language: z.enum(['de', 'en']).optional(),
  /** The partner whose rows alone come along. */
  partner: z.string().optional(),
});
export type Recipient = z.infer<typeof Recipient>;

/** Whom it is told that the data of a source grow worse (R66), once each time that they begin to. */
const Decay = z.strictObject({
  /** An agent's id, `process-owner`, or an address. */
  to: z.string().min(1).max(254),
  /** By how much the share of inquiries with something to notice is higher than in the ninety days before: 0.1 are ten points. */
  difference: z.number().gt(0).max(1),
});

/** How reports are made, and who gets them. */
export const ReportsDocument = DocumentHead.extend({
  /**
   * Members that a group must have for its figures to be shown (R133): a figure of one is a figure about a person, and of
   * two each knows the other's.
   */
  smallestGroup: z.int().min(2).max(100),
  recipients: z.array(Recipient).max(100).optional(),
  decay: Decay.default({ to: 'process-owner', difference: 0.1 }),
  /** What is aimed at: numbers for a week, shares from 0 to 1. The control report holds them against what was. */
  targets: z
    .object({
      leadsPerWeek: z.number().positive().optional(),
      hotShare: z.number().min(0).max(1).optional(),
      wonPerWeek: z.number().positive().optional(),
      answersKept: z.number().min(0).max(1).optional(),
    })
    .optional(),
});
export type ReportsDocument = z.infer<typeof ReportsDocument>;
