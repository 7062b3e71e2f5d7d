import type * as z from 'zod';
import type { DocumentHead } from '../../../shared/rules/document.ts';

type Head = Pick<z.infer<typeof DocumentHead>, 'answers'>;
export type Answered = NonNullable<Head['answers']>[number];

/** Days for which sales is told what was changed because of what it said. */
const TOLD_DAYS = 90;

/**
 * What the documents in force say was changed because of what sales said, the newest first (R141); what is older, or is to
 * come, is left out.
 * @param today local date
 */
export function answersToSales(documents: readonly Head[], today: string): Answered[] {
  const first = new Date(Date.parse(`${today}T00:00:00Z`) - TOLD_DAYS * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return documents
    .flatMap(({ answers = [] }) => answers)
    .filter(({ since }) => since >= first && since <= today)
    .sort((one, other) => (one.since > other.since ? -1 : 1));
}
