import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOptions, resource, serve, testCloud } from '../test-cloud.ts';
import { createBus } from './bus.ts';
import { createEventsService } from './put-events.ts';

const rule = { bus: 'leitwerk', enabled: true, targets: [] };
const cloud = testCloud(
  [resource('AWS::Events::EventBus', 'leitwerk')],
  [
    { ...rule, id: 'hot', pattern: { detail: { class: ['hot'] } } },
    { ...rule, id: 'all', pattern: { source: ['leitwerk'] } },
    { ...rule, id: 'off', enabled: false, pattern: { source: ['leitwerk'] } },
    { ...rule, id: 'elsewhere', bus: 'default', pattern: { source: ['leitwerk'] } },
    { ...rule, id: 'timer', schedule: 'rate(1 minute)' },
  ],
);
let front: Awaited<ReturnType<typeof serve>>;
let events: EventBridgeClient;
beforeAll(async () => {
  front = await serve(createEventsService(createBus(cloud)));
  events = new EventBridgeClient({ ...clientOptions, endpoint: front.endpoint });
});
beforeEach(() => cloud.delivered.splice(0));
afterAll(async () => {
  events.destroy();
  await front.close();
  cloud.remove();
});

const entry = (over: object = {}) => ({
  EventBusName: 'leitwerk',
  Source: 'leitwerk',
  DetailType: 'LeadScored',
  Detail: '{"class":"hot"}',
  ...over,
});
const put = (...Entries: object[]) => events.send(new PutEventsCommand({ Entries }));

describe('the bus hands events of leads to the rules that match', () => {
  test('only enabled rules of that bus whose pattern matches receive the event', async () => {
    const { Entries } = await put(entry());
    expect(cloud.delivered.map(({ rule: id }) => id)).toEqual(['hot', 'all']);
    expect(cloud.delivered[0]?.event).toEqual({
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'LeadScored',
      source: 'leitwerk',
      account: '000000000000',
      time: '2026-11-24T09:00:00Z',
      region: 'eu-central-1',
      resources: [],
      detail: { class: 'hot' },
    });
  });

  test('the bus may be named by its ARN, the time may be given', async () => {
    const EventBusName = 'arn:aws:events:eu-central-1:000000000000:event-bus/leitwerk';
    await put(entry({ EventBusName, Time: new Date('2026-01-01T00:00:00Z') }));
    expect(cloud.delivered[0]?.event.time).toBe('2026-01-01T00:00:00Z');
  });

  test.each([
    ['an unknown bus', { EventBusName: 'other' }, 'ResourceNotFoundException'],
    ['a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
    ['a detail that is no JSON', { Detail: 'x' }, 'MalformedDetail'],
    ['no source', { Source: undefined }, 'InvalidArgument'],
    ['no type', { DetailType: undefined }, 'InvalidArgument'],
    ['a source of AWS', { Source: 'aws.ses' }, 'NotAuthorizedForSourceException'],
  ])('%s: that entry is refused, the others are taken', async (_name, over, code) => {
    const { FailedEntryCount, Entries } = await put(entry(over), entry());
    expect(FailedEntryCount).toBe(1);
    expect([Entries?.[0]?.ErrorCode, Entries?.[1]?.ErrorCode]).toEqual([code, undefined]);
    expect(cloud.delivered).toHaveLength(2);
  });

  test.each([
    ['eleven entries', Array.from({ length: 11 }, () => entry())],
    ['more than 256 KB', [entry({ Detail: JSON.stringify({ text: 'x'.repeat(256 * 1024) }) })]],
  ])('%s are refused together', async (_name, entries) => {
    await expect(put(...entries)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
