import * as z from 'zod';
import { DocumentHead } from './document.ts';

/** How reports are made. */
export const ReportsDocument = DocumentHead.extend({
  /**
   * Members that a group must have for its figures to be shown (R133): a figure of one is a figure about a person, and of
   * two each knows the other's.
   */
  smallestGroup: z.int().min(2).max(100),
});
export type ReportsDocument = z.infer<typeof ReportsDocument>;
