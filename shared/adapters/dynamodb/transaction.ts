import {
  type CancellationReason,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Inquiry } from '../../domain/inquiry.ts';
import type { CommitOutcome, LeadChange } from '../../ports/lead-store.ts';
import { type Item, number, readText, text } from './attributes.ts';
import {
  identityItem,
  inquiryItem,
  ledgerItem,
  proposalItem,
  readRemembered,
  rememberedItem,
  reviewItem,
} from './items.ts';
import { asFault, storeFault } from './store-faults.ts';
import type { ConditionalPut, Table } from './table-access.ts';

/** One put of a change, and what it means when its condition does not hold. */
export interface Write {
  put: ConditionalPut;
  /** @param found the item as it stands in the table */
  refused: (found: Item | undefined) => CommitOutcome;
}

const ABSENT = 'attribute_not_exists(pk)';

/** An inquiry is stored once; with one more decision on it, it replaces what was stored with one less. */
export function onceDecided({ review }: Inquiry): Omit<ConditionalPut, 'Item'> {
  const before = (review?.decisions.length ?? 0) - 1;
  if (before < 0) return { ConditionExpression: ABSENT };
  if (before === 0)
    return { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(decisions)' };
  return {
    ConditionExpression: 'decisions = :before',
    ExpressionAttributeValues: { ':before': number(before) },
  };
}

/** The condition under which a version of an item may be replaced. */
export function unchangedSince(version: number | null): Omit<ConditionalPut, 'Item'> {
  return version === null
    ? { ConditionExpression: ABSENT }
    : {
        ConditionExpression: 'version = :expected',
        ExpressionAttributeValues: { ':expected': number(version) },
      };
}

/** What is written beside the lead, in the order in which refusals count. */
export function writesBeside(change: LeadChange): Write[] {
  const { lead, identities = [], inquiry, remember, ledger, review } = change;
  const writes: Write[] = [];
  if (remember) {
    const item = rememberedItem(remember, lead.updatedAt);
    const now = number(Math.floor(Date.parse(lead.updatedAt) / 1000));
    writes.push({
      put: {
        Item: item,
        ConditionExpression: `${ABSENT} OR staleAt <= :now`,
        ExpressionAttributeValues: { ':now': now },
      },
      refused: (found) => ({ outcome: 'remembered', ...answerOf(found) }),
    });
  }
  if (inquiry) {
    writes.push({
      put: { Item: inquiryItem(inquiry), ...onceDecided(inquiry) },
      refused: () => ({ outcome: 'duplicate', inquiryId: inquiry.id }),
    });
  }
  for (const identity of identities) {
    writes.push({
      put: {
        Item: identityItem(identity, lead.id),
        ConditionExpression: `${ABSENT} OR leadId = :self`,
        ExpressionAttributeValues: { ':self': text(lead.id) },
      },
      refused: (found = {}) => ({ outcome: 'held', identity, leadId: readText(found, 'leadId') }),
    });
  }
  if (ledger) {
    writes.push({
      put: { Item: ledgerItem(ledger), ...unchangedSince(ledger.version === 0 ? null : ledger.version) },
      refused: () => ({ outcome: 'conflict', on: 'ledger' }),
    });
  }
  // Whoever opens or decides a review changes both leads, so their versions guard it.
  if (review)
    writes.push({ put: { Item: reviewItem(review) }, refused: () => ({ outcome: 'conflict', on: 'lead' }) });
  for (const { events } of change.beside ? [change, change.beside] : [change]) {
    const last = events.findLast(({ type }) => type === 'ExclusionProposed' || type === 'ExclusionSettled');
    // The version of the lead guards it.
    if (last)
      writes.push({
        put: { Item: proposalItem(last) },
        refused: () => ({ outcome: 'conflict', on: 'lead' }),
      });
  }
  return writes;
}

function answerOf(found: Item = {}): { bodyHash: string; answer: string } {
  const { bodyHash, answer } = readRemembered(found);
  return { bodyHash, answer };
}

/**
 * Puts all items or none.
 * @returns null when written, else what the first refused write means; a clash with another transaction that is under
 * way counts as a conflict on the lead, since reading and deciding again is the answer to both
 */
export async function writeTogether(
  { client, table }: Table,
  writes: readonly Write[],
): Promise<CommitOutcome | null> {
  const command = new TransactWriteItemsCommand({
    TransactItems: writes.map(({ put }) => ({
      Put: { ...put, TableName: table, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    })),
  });
  try {
    await client.send(command);
    return null;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return meaningOf(error, writes);
    throw asFault(error);
  }
}

function meaningOf(error: TransactionCanceledException, writes: readonly Write[]): CommitOutcome {
  const reasons: readonly CancellationReason[] = error.CancellationReasons ?? [];
  for (const [index, reason] of reasons.entries()) {
    const write = writes[index];
    if (write && reason.Code === 'ConditionalCheckFailed') return write.refused(reason.Item);
  }
  if (reasons.some((reason) => reason.Code === 'TransactionConflict'))
    return { outcome: 'conflict', on: 'lead' };
  const code = reasons.find((reason) => reason.Code && reason.Code !== 'None')?.Code;
  throw storeFault(code ?? error.name, error);
}
