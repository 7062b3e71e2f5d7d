import * as z from 'zod';
import { callDue } from '../../domain/calls.ts';
import { nextDue } from '../../domain/clock.ts';
import { LeadEvent } from '../../domain/events.ts';
import { Inquiry, isSetAside } from '../../domain/inquiry.ts';
import { Lead } from '../../domain/lead.ts';
import { type Ledger, LedgerBody } from '../../domain/ledger.ts';
import { Review } from '../../domain/review.ts';
import type { Identity, RememberedAnswer } from '../../ports/lead-store.ts';
import { table } from '../../wiring.ts';
import { bytes, type Item, number, readBytes, readNumber, readText, text, texts } from './attributes.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import {
  callsPartition,
  dueSort,
  historyKey,
  type IndexPartition,
  idempotencyKey,
  identityKey,
  inquiriesPartition,
  inquiryKey,
  type Key,
  leadKey,
  leadsPartition,
  ledgerKey,
  ownerPartition,
  proposalsPartition,
  receivedSort,
  reviewKey,
  reviewsPartition,
  setAsidePartition,
  statePartition,
} from './keys.ts';

/** Answers are remembered for 24 h (contract: Idempotency-Key). */
const REMEMBER_SECONDS = 24 * 3600;

const LeadBody = z.object({ lead: Lead, events: z.array(LeadEvent) });
const HistoryBody = z.object({ events: z.array(LeadEvent) });
/** At first a ledger was its members and nothing else. */
const StoredLedger = z.lazy(() =>
  z.union([LedgerBody, LedgerBody.unwrap().shape.members.transform((members) => ({ members }))]),
);

/** The lead with the events that are not yet moved to a history item. */
export type StoredLead = z.infer<typeof LeadBody>;

function head(type: string, key: Key): Item {
  return { ...texts({ ...key, type }), schemaVersion: number(SCHEMA_VERSION) };
}

const place = ({ partitionKey, sortKey, partition }: IndexPartition, sort: string): Item =>
  texts({ [partitionKey]: partition, [sortKey]: sort });

export function leadItem({ lead, events }: StoredLead): Item {
  return {
    ...head('lead', leadKey(lead.id)),
    version: number(lead.version),
    seq: number(lead.seq),
    // Events first: the lead repeats what they say, and packing finds repetitions of what came before.
    body: bytes(pack({ events, lead })),
    ...place(statePartition(lead.state), dueSort(lead.id, nextDue(lead.clocks))),
    // A lead that was joined into another one, or erased, is in no list but that of its state.
    ...(lead.merged || lead.state === 'erased' ? {} : place(leadsPartition, lead.id)),
    ...ownedOrCalled(lead),
  };
}

/** An owner has it, or a call agent should call: in qualification nobody has it. */
function ownedOrCalled(lead: Lead): Item {
  if (lead.merged) return {};
  if (lead.owner) return place(ownerPartition(lead.owner.id), lead.id);
  const due = callDue(lead);
  return due === null ? {} : place(callsPartition, dueSort(lead.id, due));
}

export const readLead = (item: Item): StoredLead => unpack(LeadBody, readBytes(item, 'body'), 'lead');

export function historyItem(leadId: string, events: readonly [LeadEvent, ...LeadEvent[]]): Item {
  return { ...head('history', historyKey(leadId, events[0].seq)), body: bytes(pack({ events })) };
}

export const readHistory = (item: Item): LeadEvent[] =>
  unpack(HistoryBody, readBytes(item, 'body'), 'history').events;

export function inquiryItem(inquiry: Inquiry): Item {
  return {
    ...head('inquiry', inquiryKey(inquiry.id)),
    ...texts({ leadId: inquiry.leadId ?? undefined }),
    body: bytes(pack(inquiry)),
    ...(inquiry.review?.decisions.length ? { decisions: number(inquiry.review.decisions.length) } : {}),
    ...(isSetAside(inquiry) ? place(setAsidePartition, receivedSort(inquiry.id, inquiry.receivedAt)) : {}),
    ...place(inquiriesPartition, receivedSort(inquiry.id, inquiry.receivedAt)),
  };
}

/** Whether a stored inquiry may have been replaced since a copy of it was made: people decide about some. */
export const mayHaveChanged = (item: Item): boolean =>
  item.leadId === undefined ||
  item.decisions !== undefined ||
  item[setAsidePartition.partitionKey] !== undefined;

export const readInquiry = (item: Item): Inquiry => unpack(Inquiry, readBytes(item, 'body'), 'inquiry');

/** A review that is decided leaves the list. */
export const reviewItem = (review: Review): Item => ({
  ...head('review', reviewKey(review.id)),
  body: bytes(pack(review)),
  ...(review.decided ? {} : place(reviewsPartition, receivedSort(review.id, review.at))),
});

export const readReview = (item: Item): Review => unpack(Review, readBytes(item, 'body'), 'review');

/** Where a proposed exclusion waits; what is proposed stands on the lead. One that is settled leaves the list, then the table. */
export function proposalItem({ leadId, type, at }: LeadEvent): Item {
  const waits =
    type === 'ExclusionProposed'
      ? place(proposalsPartition, receivedSort(leadId, at))
      : { [table.timeToLive]: number(Math.ceil(Date.parse(at) / 1000)) };
  return { ...head('proposal', reviewKey(leadId)), leadId: text(leadId), ...waits };
}

export const identityItem = (identity: Identity, leadId: string): Item => ({
  ...head('identity', identityKey(identity)),
  leadId: text(leadId),
});

/** `staleAt` decides in conditions and reads, because the table removes expired items up to two days late. */
export function rememberedItem(remember: RememberedAnswer, now: string): Item {
  const staleAt = Math.ceil(Date.parse(now) / 1000) + REMEMBER_SECONDS;
  return {
    ...head('idempotency', idempotencyKey(remember.source, remember.key)),
    ...texts({ bodyHash: remember.bodyHash, answer: remember.answer }),
    staleAt: number(staleAt),
    [table.timeToLive]: number(staleAt),
  };
}

export const readRemembered = (
  item: Item,
): Pick<RememberedAnswer, 'bodyHash' | 'answer'> & { staleAt: number } => ({
  bodyHash: readText(item, 'bodyHash'),
  answer: readText(item, 'answer'),
  staleAt: readNumber(item, 'staleAt'),
});

export const ledgerItem = ({ pool, version, ...body }: Ledger): Item => ({
  ...head('ledger', ledgerKey(pool)),
  version: number(version + 1),
  body: bytes(pack(body)),
});

export const readLedger = (item: Item, pool: string): Ledger => ({
  pool,
  version: readNumber(item, 'version'),
  ...unpack(StoredLedger, readBytes(item, 'body'), 'ledger'),
});
