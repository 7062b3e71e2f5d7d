import * as z from 'zod';

const reason = z.string().trim().max(2000).optional();
const LeadId = z.string().min(1).max(80);

/** What staff decide about two leads that are, or may be, one person. */
export const PairAction = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('merge'),
    /** The other lead; the rules say which of the two stays. */
    with: LeadId.optional(),
    /** The other lead, which is to stay. */
    into: LeadId.optional(),
    reason,
  }),
  z.object({ action: z.literal('unmerge'), reason }),
]);
export type PairAction = z.infer<typeof PairAction>;

/** What a person answers who reviews: an inquiry, an exclusion that was proposed, or whether two leads are the same person. */
export const Decision = z.enum(['approve', 'correct', 'reject', 'confirm', 'same', 'different']);

/** What is asked for, about which other lead: both names of a lead that was joined into another one are right. */
export type PairRequest =
  | { ask: 'merge'; other: string; into?: string | undefined; reason?: string | undefined }
  | { ask: 'dismiss'; other: string; reason?: string | undefined }
  | { ask: 'unmerge'; reason?: string | undefined };

type Asked =
  | PairAction
  | {
      action: 'review';
      decision: z.infer<typeof Decision>;
      with?: string | undefined;
      note?: string | undefined;
    };

/**
 * Reads an action as one about two leads.
 * @param doubles ids of leads that this one may be the same person as: the only one is meant where none is named
 * @returns null for an action about one lead, `other-missing` where the other lead is not named
 */
export function pairRequest(asked: Asked, doubles: readonly string[]): PairRequest | 'other-missing' | null {
  const only = doubles.length === 1 ? doubles[0] : undefined;
  if (asked.action === 'unmerge') return { ask: 'unmerge', reason: asked.reason };
  if (asked.action === 'merge') {
    const other = asked.into ?? asked.with ?? only;
    return other ? { ask: 'merge', other, into: asked.into, reason: asked.reason } : 'other-missing';
  }
  if (asked.decision !== 'same' && asked.decision !== 'different') return null;
  const other = asked.with ?? only;
  if (!other) return 'other-missing';
  return { ask: asked.decision === 'same' ? 'merge' : 'dismiss', other, reason: asked.note };
}
