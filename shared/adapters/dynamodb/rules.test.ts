import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RuleSet, setHash } from '../../rules/active.ts';
import { contentHash } from '../../rules/content-hash.ts';
import type { Subject } from '../../rules/documents.ts';
import { defaultSource } from '../memory/default-rules.ts';
import { pack } from './codec.ts';
import { dynamoActiveRules } from './rules.ts';

const dynamo = mockClient(DynamoDBClient);
const client = new DynamoDBClient({ region: 'eu-central-1' });
const setOf = (...subjects: Subject[]): RuleSet =>
  Object.fromEntries(
    subjects.map((subject) => [
      subject,
      { hash: contentHash(defaultSource(subject)), source: defaultSource(subject) },
    ]),
  );

let minute = 0;
const now = () => new Date(Date.UTC(2026, 10, 24, 9, minute)).toISOString();
const rules = (ttlSeconds = 60) => dynamoActiveRules({ table: 'leads', ttlSeconds, now, client });

/** What the table holds. */
function inForce(set: RuleSet): void {
  const hash = setHash(set);
  dynamo.reset();
  dynamo.on(GetItemCommand).callsFake(({ Key }) => {
    if (Key.sk.S === 'CURRENT') return { Item: { setHash: { S: hash } } };
    return Key.sk.S === `SET#${hash}` ? { Item: { body: { B: pack(set) } } } : {};
  });
}

const reads = () =>
  dynamo.commandCalls(GetItemCommand).map(({ args }) => args[0].input.Key?.sk?.S?.split('#')[0]);

beforeEach(() => {
  minute = 0;
  inForce(setOf('scoring', 'routing'));
});

describe('the rules in force', () => {
  it('are read once and kept for their time', async () => {
    const active = rules();
    const scoring = await active.get('scoring');
    expect(scoring.hash).toBe(contentHash(defaultSource('scoring')));
    expect(scoring.document.thresholds.hot).toBe(42);
    expect(await active.get('scoring')).toBe(scoring);
    await active.get('routing');
    expect(reads()).toEqual(['CURRENT', 'SET']);
  });

  it('are asked for once by many at the same time', async () => {
    const active = rules();
    await Promise.all([active.get('scoring'), active.get('routing'), active.get('scoring')]);
    expect(reads()).toEqual(['CURRENT', 'SET']);
  });

  it('are asked for again after their time, by half a read unit as long as nothing changed', async () => {
    const active = rules();
    const before = await active.get('scoring');
    minute = 1;
    expect(await active.get('scoring')).toBe(before);
    expect(reads()).toEqual(['CURRENT', 'SET', 'CURRENT']);
    expect(dynamo.commandCalls(GetItemCommand).at(-1)?.args[0].input.ConsistentRead).toBe(false);
  });

  it('are asked for at each instant where they are kept for no time', async () => {
    const active = rules(0);
    await active.get('scoring');
    await active.get('routing');
    expect(reads()).toEqual(['CURRENT', 'SET']);
    minute = 1;
    await active.get('scoring');
    expect(reads()).toEqual(['CURRENT', 'SET', 'CURRENT']);
  });

  it('are the new ones after a change', async () => {
    const active = rules();
    await active.get('routing');
    inForce(setOf('scoring'));
    minute = 1;
    await expect(active.get('routing')).rejects.toMatchObject({ code: 'rules-missing', retryable: true });
    expect(await active.get('scoring')).toBeDefined();
  });

  it.each([
    ['the table does not answer', () => dynamo.reset()],
    [
      'the table is throttled',
      () =>
        dynamo
          .reset()
          .on(GetItemCommand)
          .rejects(new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} })),
    ],
  ])('stay the last ones while %s', async (_case, fail) => {
    const active = rules();
    const before = await active.get('scoring');
    fail();
    minute = 1;
    expect(await active.get('scoring')).toBe(before);
    inForce(setOf('scoring'));
    minute = 2;
    expect((await active.get('scoring')).hash).toBe(before.hash);
  });

  it('exclude nobody where an installation from before exclusion rules has not activated any', async () => {
    inForce(setOf('scoring'));
    expect((await rules().get('exclusion')).document.rules).toEqual([]);
  });

  it('are missing, and worth another try, while none was ever activated', async () => {
    dynamo.reset();
    dynamo.on(GetItemCommand).resolves({});
    await expect(rules().get('scoring')).rejects.toMatchObject({ code: 'rules-missing', retryable: true });
  });

  it('are not guessed where a document cannot be read by this version of the product', async () => {
    inForce({ scoring: { hash: 'old', source: { version: 1, note: 'of another time' } } });
    await expect(rules().get('scoring')).rejects.toMatchObject({ code: 'rules-unreadable', retryable: true });
  });
});
