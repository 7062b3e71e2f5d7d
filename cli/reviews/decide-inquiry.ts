import { parseKeys } from '../../functions/ingest/hook-keys.ts';
import { reviewInquiry } from '../../functions/ingest/review-inquiry.ts';
import { InquiryAction } from '../../functions/ingest/rules/review-verdict.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { httpsGet } from '../../shared/adapters/web/https-get.ts';
import type { Connection } from '../connection.ts';
import { CliFailure } from '../output.ts';
import { type Decided, fromCommandLine } from './asked.ts';

/** Decides about one inquiry that was set aside. @returns what to print */
export async function decideInquiry(
  { table, rawBucket, linkSecret, hookKeys }: Connection,
  id: string,
  { decision, reason, facts }: Decided,
): Promise<string> {
  const action = InquiryAction.safeParse({ action: 'review', decision, reason, facts });
  if (!action.success)
    throw new CliFailure(`Decide "approve", "correct --set fact=value" or "reject", not "${decision}".`);
  const keys = secretText(hookKeys);
  const ports = {
    store: dynamoLeadStore({ table }),
    rules: dynamoActiveRules({ table, ttlSeconds: 60 }),
    objects: s3Objects(rawBucket),
    secret: secretText(linkSecret),
    keys: async () => parseKeys(await keys()),
    get: httpsGet,
  };
  const done = await reviewInquiry(ports, id, action.data, fromCommandLine());
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  if (done.outcome === 'missing') throw new CliFailure(`There is no inquiry ${id}.`);
  const { leadId, outcome } = done.inquiry;
  return decision === 'reject' ? `${id}: rejected` : `${id} → ${leadId} (${outcome})`;
}
