import * as z from 'zod';

const answerSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * Which records of a batch a function reports as failed (`ReportBatchItemFailures`).
 * @param known identifiers of the batch; one that is not among them makes the whole batch a failure, as on Lambda
 */
export function failedItems(answer: unknown, known: readonly string[]): ReadonlySet<string> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return new Set(known);
  const failed = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((item) => known.includes(item)) ? failed : known);
}
