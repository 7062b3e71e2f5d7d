import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { dismiss, mergeByHand } from '../../shared/merge-leads.ts';
import type { Connection } from '../connection.ts';
import { CliFailure } from '../output.ts';
import { type Decided, fromCommandLine } from './asked.ts';

/** Decides whether two leads are one person. @returns what to print */
export async function decidePair(
  { table }: Connection,
  id: string,
  { decision, reason }: Decided,
): Promise<string> {
  if (decision !== 'same' && decision !== 'different')
    throw new CliFailure(`Decide "same" or "different", not "${decision}".`);
  const store = dynamoLeadStore({ table });
  const review = await store.loadReview(id);
  if (!review) throw new CliFailure(`There is no review ${id}.`);
  const { leads: ids, decided } = review;
  if (decided)
    throw new CliFailure(`${id} was decided already: ${decided.as}, by ${decided.by} at ${decided.at}.`);
  const ports = { store, rules: dynamoActiveRules({ table, ttlSeconds: 60 }) };
  const done = await (decision === 'same' ? mergeByHand : dismiss)(ports, { ids, reason }, fromCommandLine());
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  if (done.outcome === 'missing') throw new CliFailure('One of the leads is gone.');
  return 'stays' in done && done.outcome === 'merged'
    ? `${done.other.id} → ${done.stays.id}`
    : `${id}: two people`;
}
