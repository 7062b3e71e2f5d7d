import * as z from 'zod';

/** What of a message is written down. */
export const storedSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  /** ms since 1970, the system's time */
  sentAt: z.number(),
  visibleAt: z.number().optional(),
  group: z.string().optional(),
  deduplicationId: z.string().optional(),
  attributes: z.unknown().optional(),
});
export type Stored = z.infer<typeof storedSchema>;

/** A message in a queue. */
export interface Letter extends Stored {
  readonly id: number;
  receives: number;
  /** Handle of the last receive. */
  receipt?: string;
  /** ARN of the queue in which it died. */
  readonly source?: string;
}
