import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryParameters } from '../../shared/adapters/memory/parameters.ts';
import { memoryRuleSets } from '../../shared/adapters/memory/rule-sets.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { activateRules } from './activate-rules.ts';

const prefix = '/leitwerk/test/';
const written = (subject: Subject) => JSON.stringify(defaultSource(subject), null, 2);
const hashOf = (subject: Subject) => contentHash(defaultSource(subject));

let time = 0;
const start = () => ({
  parameters: memoryParameters(
    Object.fromEntries(subjects.map((subject) => [`${prefix}${parameterOf(subject)}`, written(subject)])),
  ),
  sets: memoryRuleSets(),
  archive: memoryObjects(),
  prefix,
  now: () => new Date(Date.UTC(2026, 10, 24) + ++time).toISOString(),
});

let ports: ReturnType<typeof start>;
beforeEach(async () => {
  ports = start();
  await activateRules(ports);
});

const write = (subject: Subject, text: string) =>
  ports.parameters.put(`${prefix}${parameterOf(subject)}`, text);
const change = (subject: Subject, good: string, bad: string) =>
  write(subject, written(subject).replace(good, bad));
const inForce = async (subject: Subject) => (await ports.sets.current())?.set[subject];

async function status(subject: Subject): Promise<unknown> {
  const found = await ports.parameters.under(`${prefix}status`);
  return JSON.parse(found.find(({ name }) => name === subject)?.value ?? 'null');
}

describe('documents that administrators wrote', () => {
  it('are put in force all together, and said to be', async () => {
    const current = await ports.sets.current();
    expect(Object.keys(current?.set ?? {}).sort()).toEqual([...subjects].sort());
    for (const subject of subjects) {
      expect(await status(subject)).toMatchObject({ status: 'active', hash: hashOf(subject), errors: [] });
    }
  });

  it('are archived under their hash before they decide anything', async () => {
    for (const subject of subjects) {
      const kept = await ports.archive.get(`rules/${hashOf(subject)}.json`);
      expect(JSON.parse(Buffer.from(kept ?? []).toString())).toEqual(defaultSource(subject));
    }
  });

  it('change nothing and write nothing when they are looked at again', async () => {
    const before = { writes: ports.parameters.writes(), current: await ports.sets.current() };
    await activateRules(ports);
    expect({ writes: ports.parameters.writes(), current: await ports.sets.current() }).toEqual(before);
  });

  it('go on without a step when only spaces are changed', async () => {
    const before = await ports.sets.current();
    await write('scoring', JSON.stringify(defaultSource('scoring')));
    await activateRules(ports);
    expect(await ports.sets.current()).toEqual(before);
  });

  it('name an area table only if it was brought and has their columns (R102)', async () => {
    const areas = (table: string, column: string) =>
      change(
        'scoring',
        '"behaviour":',
        `"areas": { "table": "${table}", "weights": { "${column}": 1 } },\n  "behaviour":`,
      );
    await areas('0123456789abcdef', 'power');
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({
      status: 'refused',
      hash: hashOf('scoring'),
      errors: [
        { path: 'areas.table', line: expect.any(Number), reason: 'there is no area table 0123456789abcdef' },
      ],
    });
    const table = { columns: ['power'], areas: { DE: { '10115': [97.5] } } };
    await ports.archive.put('rules/0123456789abcdef.json', JSON.stringify(table), 'application/json');
    await areas('0123456789abcdef', 'income');
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({
      status: 'refused',
      errors: [{ reason: 'the area table has no column income', suggestion: 'one of power' }],
    });
    await areas('0123456789abcdef', 'power');
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'active', errors: [] });
  });

  it('are in force after a change, and the former version stays in the archive', async () => {
    await change('scoring', '"hot": 42', '"hot": 40');
    await activateRules(ports);
    const now = await inForce('scoring');
    expect(now?.source).toMatchObject({ thresholds: { hot: 40 } });
    expect(await status('scoring')).toMatchObject({ status: 'active', hash: now?.hash });
    expect(await ports.archive.get(`rules/${hashOf('scoring')}.json`)).not.toBeNull();
    expect(await ports.archive.get(`rules/${now?.hash}.json`)).not.toBeNull();
  });
});

describe('a broken document', () => {
  it.each<[string, Subject, string, string, object]>([
    ['not JSON', 'scoring', '"hot": 42', '"hot": 42,', { path: '', reason: 'is not JSON' }],
    ['a typo in a condition', 'scoring', 'lead.employees', 'lead.employes', { path: 'lifts[0].when' }],
    ['an unknown agent', 'agents', '"processOwner": "', '"processOwner": "no-', { path: 'processOwner' }],
    [
      'an unknown product',
      'fulfilment',
      '"platform"\n',
      '"plattform"\n',
      { path: 'packages[1].products[0]', suggestion: 'did you mean platform?' },
    ],
    ['an unknown pool', 'routing', '"pool": "', '"pool": "no-', { path: 'rules[0].pool' }],
  ])(
    'with %s is refused with place and reason; its last good version stays',
    async (_case, subject, good, bad, error) => {
      await change(subject, good, bad);
      const before = await ports.sets.current();
      await activateRules(ports);
      expect(await ports.sets.current()).toEqual(before);
      expect(await status(subject)).toMatchObject({
        status: 'refused',
        hash: hashOf(subject),
        errors: expect.arrayContaining([expect.objectContaining({ ...error, line: expect.any(Number) })]),
      });
    },
  );

  it('does not keep a good one from being put in force', async () => {
    await change('scoring', '"hot": 42', '"hot": 40');
    await write('routing', 'nonsense');
    await activateRules(ports);
    expect((await inForce('scoring'))?.source).toMatchObject({ thresholds: { hot: 40 } });
    expect((await inForce('routing'))?.hash).toBe(hashOf('routing'));
  });

  it('is said once, until it is mended', async () => {
    await write('scoring', '{');
    await activateRules(ports);
    const { writes } = { writes: ports.parameters.writes() };
    await activateRules(ports);
    expect(ports.parameters.writes()).toBe(writes);
    await write('scoring', written('scoring'));
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'active', errors: [] });
  });

  it('has a status that fits into a parameter, whatever is wrong with it', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `"key-${index}-${'x'.repeat(90)}": 1`);
    await change('scoring', '"ratings"', `${names.join(',')}, "ratings"`);
    await activateRules(ports);
    expect(JSON.stringify(await status('scoring'), null, 2).length).toBeLessThan(4096);
  });

  it('leaves out what never was good, and says that there is nothing in force', async () => {
    ports = start();
    await write('scoring', '{}');
    await activateRules(ports);
    expect(await inForce('scoring')).toBeUndefined();
    expect(await status('scoring')).toMatchObject({ status: 'refused', hash: null });
    expect(await inForce('routing')).toBeDefined();
  });
});

describe('documents that do not fit together', () => {
  it('lets the one go in force that asks for what is there, and refuses the removal of what another asks for', async () => {
    await change('pools', '"id": "north"', '"id": "old-north"');
    await activateRules(ports);
    expect((await inForce('pools'))?.hash).toBe(hashOf('pools'));
    expect(await status('pools')).toMatchObject({
      status: 'refused',
      errors: [
        {
          reason: expect.stringContaining('routing asks pools: there is no pool'),
          suggestion: 'change routing first',
        },
      ],
    });
    expect(await status('routing')).toMatchObject({ status: 'active' });
  });

  it('lets both go in force when they are changed together', async () => {
    const rename = (subject: Subject) => written(subject).replaceAll(/"(id|pool)": "(\w)/g, '"$1": "new-$2');
    await write('pools', rename('pools'));
    await write('routing', rename('routing'));
    await activateRules(ports);
    expect((await inForce('pools'))?.hash).not.toBe(hashOf('pools'));
    expect((await inForce('routing'))?.hash).not.toBe(hashOf('routing'));
  });
});

describe('two activations at once', () => {
  it('leave one set in force that is whole', async () => {
    ports = start();
    await Promise.all([activateRules(ports), activateRules(ports), activateRules(ports)]);
    expect(Object.keys((await ports.sets.current())?.set ?? {})).toHaveLength(subjects.length);
  });
});

describe('a document whose changes are held', () => {
  beforeEach(async () => {
    await change('activation', '"hold": []', '"hold": ["scoring"]');
    await activateRules(ports);
    await change('scoring', '"hot": 42', '"hot": 40');
    await activateRules(ports);
  });
  const waiting = async () => z.object({ pending: z.string() }).parse(await status('scoring')).pending;

  it('waits, and the version before it goes on deciding', async () => {
    expect((await inForce('scoring'))?.hash).toBe(hashOf('scoring'));
    expect(await status('scoring')).toMatchObject({
      status: 'pending',
      hash: hashOf('scoring'),
      pending: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('goes in force when a person lets exactly this version go', async () => {
    await ports.parameters.put(`${prefix}approved/scoring`, 'another');
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'pending' });
    const hash = await waiting();
    await ports.parameters.put(`${prefix}approved/scoring`, hash);
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'active', hash, before: hashOf('scoring') });
    expect((await inForce('scoring'))?.source).toMatchObject({ thresholds: { hot: 40 } });
  });

  it('is refused at once where it is broken', async () => {
    await write('scoring', '{');
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'refused', hash: hashOf('scoring') });
  });

  it('goes in force when it is held no longer', async () => {
    const hash = await waiting();
    await write('activation', written('activation'));
    await activateRules(ports);
    expect(await status('scoring')).toMatchObject({ status: 'active', hash });
  });

  it('must exist', async () => {
    await change('activation', '"hold": []', '"hold": ["scorring"]');
    await activateRules(ports);
    expect(await status('activation')).toMatchObject({
      status: 'refused',
      errors: [{ path: 'hold[0]', suggestion: 'did you mean scoring?' }],
    });
  });
});

describe('a document that is too large for a parameter', () => {
  const pointer = (object: string) => JSON.stringify({ version: 2, note: 'many agents', object }, null, 2);

  it('is read from the rules bucket, where its parameter points to', async () => {
    const changed = written('agents').replace('"version": 1', '"version": 2');
    await ports.archive.put('documents/agents-2.json', changed, 'application/json');
    await write('agents', pointer('documents/agents-2.json'));
    await activateRules(ports);
    expect((await inForce('agents'))?.source).toMatchObject({ version: 2, agents: expect.any(Array) });
    expect(await status('agents')).toMatchObject({ status: 'active' });
  });

  it('has its mistakes told with the place in the object', async () => {
    await ports.archive.put(
      'documents/agents-2.json',
      written('agents').replace('"language": "de"', '"language": "fr"'),
      'application/json',
    );
    await write('agents', pointer('documents/agents-2.json'));
    await activateRules(ports);
    expect(await status('agents')).toMatchObject({
      status: 'refused',
      errors: [{ path: 'agents[0].language', part: 'directory/agents → documents/agents-2.json', line: 10 }],
    });
  });

  it('is refused while the object is not there; the last good version stays', async () => {
    await write('agents', pointer('documents/agents-3.json'));
    await activateRules(ports);
    expect(await status('agents')).toMatchObject({
      status: 'refused',
      hash: hashOf('agents'),
      errors: [{ path: 'object', line: 4, reason: expect.stringContaining('documents/agents-3.json') }],
    });
  });
});
