import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { LeadEvent } from '../../domain/events.ts';
import { Fault } from '../../domain/faults.ts';
import type { Lead } from '../../domain/lead.ts';
import { type Item, readText, text } from './attributes.ts';
import { readHistory, readLead } from './items.ts';
import { leadKey, leadPartition } from './keys.ts';
import { fail } from './store-faults.ts';
import type { Table } from './table-access.ts';

const MOST_TRIES = 4;

/**
 * A lead with all its events. A query is no snapshot: while events move to a history item, it may see them twice or not
 * at all. Then it is asked again.
 * @param atLeast see `LeadStore.load`
 * @throws Fault `history-torn` (retryable) where it never was whole
 */
export async function readHistoryOf(
  table: Table,
  leadId: string,
  atLeast?: number,
): Promise<{ lead: Lead; events: LeadEvent[] } | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const consistent = atLeast === undefined || tries > 0;
    const found = whole(await queryAll(table, leadId, consistent), leadId);
    const isWhole = found?.lead.state === 'erased' || found?.events.length === found?.lead.seq;
    if (found && found.lead.seq >= (atLeast ?? 0) && isWhole) return found;
    if (!found && consistent) return null;
  }
  throw new Fault('history-torn', { retryable: true, detail: leadId });
}

function whole(items: readonly Item[], leadId: string): { lead: Lead; events: LeadEvent[] } | null {
  const { sk } = leadKey(leadId);
  const item = items.find((candidate) => readText(candidate, 'sk') === sk);
  if (!item) return null;
  const { lead, events } = readLead(item);
  // What happened before an erasure is no more, also where its items still wait for being removed.
  if (lead.state === 'erased') return { lead, events };
  const older = items.filter((candidate) => readText(candidate, 'type') === 'history').flatMap(readHistory);
  const bySeq = new Map([...older, ...events].map((event) => [event.seq, event]));
  return { lead, events: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

/** All items of the lead's partition, by sort key. */
async function queryAll({ client, table }: Table, leadId: string, consistent: boolean): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': text(leadPartition(leadId)) },
      ConsistentRead: consistent,
      ExclusiveStartKey: from,
    });
    const page = await client.send(command).catch(fail);
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}
