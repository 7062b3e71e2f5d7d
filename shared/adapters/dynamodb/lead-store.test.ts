import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { emailOf, firstChange, nextChange, note } from '../../../test/contracts/sample-leads.ts';
import type { Lead } from '../../domain/lead.ts';
import type { LeadChange } from '../../ports/lead-store.ts';
import { decodeLeadImage, imageType } from './images.ts';
import { historyItem, leadItem } from './items.ts';
import { dynamoLeadStore } from './lead-store.ts';

const dynamo = mockClient(DynamoDBClient);
const pauses: number[] = [];
const newStore = () =>
  dynamoLeadStore({
    table: 'leads',
    client: new DynamoDBClient({ region: 'eu-central-1' }),
    pause: async (ms) => pauses.push(ms),
  });

beforeEach(() => {
  dynamo.reset();
  pauses.length = 0;
});

const named = (name: string) => Object.assign(new Error(name), { name });
const refusedBy = (item?: ReturnType<typeof leadItem>) =>
  new ConditionalCheckFailedException({ message: '', $metadata: {}, ...(item ? { Item: item } : {}) });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: '',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** A store that has just written the first change of a lead. */
async function withLead() {
  const first = firstChange({ to: 'qualifying' });
  const store = newStore();
  dynamo.on(TransactWriteItemsCommand).resolves({});
  await store.commit(first);
  return { store, lead: first.lead };
}

describe('what a change of a lead costs', () => {
  it('is one transaction for a new lead with its inquiry and one put for the changes after it', async () => {
    const { store, lead } = await withLead();
    dynamo.on(PutItemCommand).resolves({});
    const one = nextChange(lead, [note('one')]);
    expect(await store.commit(one)).toEqual({ outcome: 'stored' });
    expect(await store.commit(nextChange(one.lead, [note('two')]))).toEqual({ outcome: 'stored' });
    expect(dynamo.commandCalls(TransactWriteItemsCommand)).toHaveLength(1);
    expect(dynamo.commandCalls(PutItemCommand)).toHaveLength(2);
    expect(dynamo.commandCalls(GetItemCommand)).toHaveLength(0);
  });

  it('is one read where the lead was not read before', async () => {
    const first = firstChange();
    dynamo.on(GetItemCommand).resolves({ Item: leadItem({ lead: first.lead, events: [...first.events] }) });
    dynamo.on(PutItemCommand).resolves({});
    const store = newStore();
    expect(await store.commit(nextChange(first.lead, [note('one')]))).toEqual({ outcome: 'stored' });
    const [put] = dynamo.commandCalls(PutItemCommand);
    expect(decodeLeadImage(put?.args[0].input.Item ?? {}).events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(dynamo.commandCalls(GetItemCommand)).toHaveLength(1);
  });

  it('moves older events to an item of their own when they outgrow the lead, and keeps the newest for the stream', async () => {
    const { store, lead } = await withLead();
    dynamo.on(PutItemCommand).resolves({});
    let current: Lead = lead;
    let change: LeadChange = nextChange(current, [note('1')]);
    for (let i = 2; dynamo.commandCalls(TransactWriteItemsCommand).length < 2; i++) {
      expect(await store.commit(change)).toEqual({ outcome: 'stored' });
      current = change.lead;
      change = nextChange(current, [
        note(`${i} ${crypto.randomUUID()}`),
        note(`${i} ${crypto.randomUUID()}`),
      ]);
    }
    const last = dynamo.commandCalls(TransactWriteItemsCommand).at(-1)?.args[0].input.TransactItems ?? [];
    const [history, image] = last.map(({ Put }) => Put?.Item ?? {});
    expect(imageType(history ?? {})).toBe('history');
    const kept = decodeLeadImage(image ?? {});
    expect(kept.events.map(({ seq }) => seq)).toEqual([current.seq - 1, current.seq]);
    expect(kept.seq).toBe(current.seq);
    expect(current.seq).toBeGreaterThan(12);
  });
});

describe('reading a lead', () => {
  const first = firstChange();
  const next = nextChange(first.lead, [note('one')]);
  const old = leadItem({ lead: first.lead, events: [...first.events] });
  const fresh = leadItem({ lead: next.lead, events: [...first.events, ...next.events] });

  it('takes a copy that has the event which the caller knows of, at half the price', async () => {
    dynamo.on(GetItemCommand).resolves({ Item: fresh });
    expect(await newStore().load(first.lead.id, 2)).toEqual(next.lead);
    expect(dynamo.commandCalls(GetItemCommand).map((call) => call.args[0].input.ConsistentRead)).toEqual([
      false,
    ]);
  });

  it.each([
    ['too old', old],
    ['not there yet', undefined],
  ])('reads the lead itself where the copy is %s', async (_, copy) => {
    dynamo.on(GetItemCommand, { ConsistentRead: false }).resolves(copy ? { Item: copy } : {});
    dynamo.on(GetItemCommand, { ConsistentRead: true }).resolves({ Item: fresh });
    expect(await newStore().load(first.lead.id, 2)).toEqual(next.lead);
  });

  it('reads an inquiry again before it says that there is none', async () => {
    dynamo.on(GetItemCommand).resolves({});
    expect(await newStore().loadInquiry('inq_1')).toBeNull();
    expect(dynamo.commandCalls(GetItemCommand).map((call) => call.args[0].input.ConsistentRead)).toEqual([
      false,
      true,
    ]);
  });
});

describe('reading the history of a lead', () => {
  const first = firstChange();
  const next = nextChange(first.lead, [note('one')]);
  const moved = leadItem({ lead: next.lead, events: [...next.events] });
  const [firstEvent] = first.events;
  const older = firstEvent ? historyItem(first.lead.id, [firstEvent]) : {};
  const whole = { lead: next.lead, events: [...first.events, ...next.events] };

  it.each([
    ['is not there yet', [moved]],
    [
      'is there already beside the lead as it was',
      [older, leadItem({ lead: first.lead, events: [...first.events] })],
    ],
  ])('reads again where an item with older events %s', async (_, torn) => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: torn })
      .resolves({ Items: [older, moved] });
    expect(await newStore().loadWithHistory(first.lead.id, 2)).toEqual(whole);
    const reads = dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input.ConsistentRead);
    expect(reads).toEqual([false, true]);
  });

  it('counts events once that are seen in both items', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [older, leadItem(whole)] });
    expect(await newStore().loadWithHistory(first.lead.id)).toEqual(whole);
  });

  it('is a fault to be tried again where it never is whole', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [moved] });
    const fault = { code: 'history-torn', retryable: true };
    await expect(newStore().loadWithHistory(first.lead.id)).rejects.toMatchObject(fault);
  });
});

describe('when the table refuses or fails', () => {
  it('knows its own write again when the answer to the first try was lost', async () => {
    const { store, lead } = await withLead();
    const change = nextChange(lead, [note('one')]);
    dynamo.on(PutItemCommand).callsFake((input) => {
      throw refusedBy(input.Item);
    });
    expect(await store.commit(change)).toEqual({ outcome: 'stored' });
  });

  it('reads and decides again where another write was under way', async () => {
    const { store, lead } = await withLead();
    const change = nextChange(lead, [note('one')]);
    dynamo.on(PutItemCommand).rejects(new TransactionConflictException({ message: '', $metadata: {} }));
    expect(await store.commit(change)).toEqual({ outcome: 'conflict', on: 'lead' });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'TransactionConflict'));
    const first = firstChange();
    expect(await store.commit(first)).toEqual({ outcome: 'conflict', on: 'lead' });
  });

  it.each([
    ['ThrottlingException', 'throttled', true],
    ['ProvisionedThroughputExceededException', 'throttled', true],
    ['RequestLimitExceeded', 'throttled', true],
    ['InternalServerError', 'unavailable', true],
    ['TimeoutError', 'unavailable', true],
    ['ECONNRESET', 'unavailable', true],
    ['ValidationException', 'store-refused', false],
    ['AccessDeniedException', 'store-refused', false],
    ['ResourceNotFoundException', 'store-refused', false],
  ])('answers %s with the fault %s', async (name, code, retryable) => {
    const { store, lead } = await withLead();
    dynamo.onAnyCommand().rejects(named(name));
    const fault = { name: 'Fault', code, retryable };
    await expect(store.commit(nextChange(lead, [note('one')]))).rejects.toMatchObject(fault);
    await expect(store.commit(firstChange())).rejects.toMatchObject(fault);
    await expect(store.load(lead.id)).rejects.toMatchObject(fault);
    await expect(store.loadWithHistory(lead.id)).rejects.toMatchObject(fault);
    await expect(store.holderOf(emailOf('a@b.example'))).rejects.toMatchObject(fault);
    await expect(store.due('2026-11-24T11:00:00.000Z', 1)).rejects.toMatchObject(fault);
    await expect(store.list({ limit: 1 })).rejects.toMatchObject(fault);
  });

  it.each([
    ['ThrottlingError', 'throttled', true],
    ['ProvisionedThroughputExceeded', 'throttled', true],
    ['ValidationError', 'store-refused', false],
  ])('answers a transaction cancelled by %s with the fault %s', async (reason, code, retryable) => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', reason));
    await expect(newStore().commit(firstChange())).rejects.toMatchObject({ code, retryable });
  });

  it('asks again for keys that were left out of a batch, and gives up after five tries', async () => {
    const { lead, events } = firstChange();
    const item = leadItem({ lead, events: [...events] });
    const { pk, sk } = item;
    const place = { ...(pk ? { pk } : {}), ...(sk ? { sk } : {}) };
    dynamo.on(QueryCommand).resolves({ Items: [place] });
    const left = { UnprocessedKeys: { leads: { Keys: [place] } } };
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce(left)
      .resolvesOnce(left)
      .resolves({ Responses: { leads: [item] } });
    expect((await newStore().list({ limit: 5 })).items).toEqual([lead]);
    expect(pauses).toEqual([50, 100]);
    dynamo.on(BatchGetItemCommand).resolves(left);
    await expect(newStore().list({ limit: 5 })).rejects.toMatchObject({ code: 'throttled', retryable: true });
  });
});
