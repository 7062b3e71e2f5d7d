import * as z from 'zod';
import { callAws } from '../../infra/deploy/account.ts';
import type { Connection } from '../connection.ts';
import { CliFailure } from '../output.ts';

const Failed = z.object({ errorMessage: z.string() });
/** What the audit of a day found, as the function tells it. */
const Audited = z.object({
  day: z.iso.date(),
  acknowledged: z.number(),
  listed: z.number(),
  places: z.record(z.string(), z.number()),
  findings: z.array(
    z.object({
      missing: z.enum(['table', 'lead', 'analysis', 'acknowledgement']),
      inquiryId: z.string(),
      leadId: z.string().nullable(),
    }),
  ),
});
export type Audited = z.infer<typeof Audited>;

/** Audits a day, or the one before today, with the permissions of the function that does so every night. */
export const auditOf = async (connection: Connection, day: string | true): Promise<Audited> =>
  Audited.parse(await askReporter(connection, { audit: day }));

/** Writes the reports of a day anew. */
export const writeAgain = async (connection: Connection, day: string): Promise<unknown> =>
  askReporter(connection, { day });

/** @throws CliFailure with what the function says against it */
async function askReporter({ reportFunction }: Connection, asked: object): Promise<unknown> {
  const answer: unknown = JSON.parse(
    await callAws({
      service: 'lambda',
      path: `/2015-03-31/functions/${reportFunction}/invocations`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    }),
  );
  const failed = Failed.safeParse(answer);
  if (failed.success) throw new CliFailure(`${reportFunction}: ${failed.data.errorMessage}`);
  return answer;
}
