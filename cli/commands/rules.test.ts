import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultDocument, defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { rulesCommand } from './rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitwerk-rules-'));
const routing = JSON.stringify(defaultSource('routing'), null, 2);
const scoring = JSON.parse(JSON.stringify(defaultSource('scoring')));
function file(name: string, text: string): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
afterAll(() => rmSync(folder, { recursive: true }));

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});
const run = (...words: string[]) => rulesCommand().exitOverride().parseAsync(words, { from: 'user' });
const shipped = join(import.meta.dirname, '../../shared/rules/defaults');

describe('leitwerk rules check', () => {
  it('accepts the shipped documents, all together', async () => {
    await run('check', shipped);
    expect(process.exitCode ?? 0).toBe(0);
    expect(printed.filter((line) => line.startsWith('✗'))).toEqual([]);
  });

  it('fails for a broken one, with place, reason and suggestion', async () => {
    await run('check', file('a/routing.json', routing.replace('lead.country', 'lead.contry')));
    expect(process.exitCode).toBe(1);
    expect(printed.join('\n')).toMatch(
      /✗ routing\n {2}rules\/routing, line \d+, rules\[1\]\.when: there is no fact contry, .* – did you mean country\?/,
    );
  });

  it('knows a document by its schema, and a part by its folder', async () => {
    await run('check', file('b/new-territories.json', routing), '--json');
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ subject: 'routing', ok: true });
    const { ratings, ...rest } = scoring;
    file('c/scoring/ratings.json', JSON.stringify({ version: 1, note: 'x', ratings }));
    file('c/scoring/rest.json', JSON.stringify(rest));
    printed = [];
    await run('check', join(folder, 'c'), '--json');
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([{ subject: 'scoring', ok: true }]);
  });

  it('checks documents against each other', async () => {
    file('d/routing.json', routing.replace('"pool": "south"', '"pool": "sooth"'));
    file('d/pools.json', JSON.stringify(defaultSource('pools')));
    await run('check', join(folder, 'd'));
    expect(printed.join('\n')).toContain('there is no pool sooth – did you mean south?');
    expect(process.exitCode).toBe(1);
  });

  it('fails where a rule never decides, with its place and an example', async () => {
    const dead = routing.replace(
      'lead.employees >= 1000 || lead.orderVolume >= 250000.0',
      'lead.country != \\"\\"',
    );
    await run('check', file('e/routing.json', dead));
    expect(printed.join('\n')).toMatch(
      /✗ rules\/routing, line \d+: routing rule south never decides: large-accounts catch its leads before it, such as/,
    );
    expect(process.exitCode).toBe(1);
  });

  it('fails where a reason to exclude contradicts itself', async () => {
    const { rules, ...rest } = structuredClone(defaultDocument('exclusion').document);
    const never = {
      id: 'never',
      reason: 'never',
      because: 'x',
      when: 'lead.country == "AQ" && lead.country == "DE"',
    };
    await run(
      'check',
      file('g/exclusion.json', JSON.stringify({ ...rest, rules: [...rules, never] })),
      '--json',
    );
    expect(printed.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ subject: 'exclusion', kind: 'contradiction', wrong: true, line: 1 }),
    );
    expect(process.exitCode).toBe(1);
  });

  it.each([
    [['/does/not/exist.json'], 'cannot be read'],
    [[file('f/other.json', '{}')], 'of which document is it?'],
    [[join(folder, 'empty')], 'cannot be read'],
  ])('refuses %j', async (files, reason) => {
    await expect(run('check', ...files)).rejects.toThrow(reason);
  });
});

describe('leitwerk rules diff', () => {
  const difference = async (before: string, after: string) => {
    await run('diff', file('x/1/routing.json', before), file('x/2/routing.json', after), '--json');
    return printed.map((line) => JSON.parse(line));
  };

  it('says nothing where only white space and the order of keys differ', async () => {
    const { rules, ...rest } = JSON.parse(routing);
    expect(await difference(routing, JSON.stringify({ rules, ...rest }))).toEqual([]);
  });

  it('names rules by their id, wherever they stand', async () => {
    const { rules, ...rest } = JSON.parse(routing);
    const [large, south, north] = rules;
    const after = { ...rest, rules: [south, { ...large, pool: 'north' }, { ...north, id: 'rest' }] };
    expect(await difference(routing, JSON.stringify(after))).toEqual([
      { path: 'rules[large-accounts].pool', change: 'changed', before: 'key-accounts', after: 'north' },
      { path: 'rules[north]', change: 'removed', before: north },
      { path: 'rules[rest]', change: 'added', after: { ...north, id: 'rest' } },
      {
        path: 'rules',
        change: 'moved',
        before: ['large-accounts', 'south'],
        after: ['south', 'large-accounts'],
      },
    ]);
  });
});

describe('leitwerk rules explain', () => {
  it('tells the routing in German', async () => {
    await run('explain', 'routing', '--language', 'de');
    expect(printed.join('\n')).toContain(
      '2. south: Wenn gilt: das Land ist eines von „AT“, „CH“ oder (das Land ist „DE“ und die Postleitzahl liegt zwischen „60000“ und „99999“) – dann geht der Lead an Vertrieb Süd (',
    );
    expect(printed.join('\n')).toContain('Sonst geht er an Vertrieb Nord');
  });

  it('tells the scoring in English, with all that counts', async () => {
    await run('explain', 'scoring');
    const [first, ...others] = printed.join('\n').split('\n');
    expect(first).toBe(
      'timeframe counts 4 times: within 3 months 4, within 6 months 3, within 9 months 2, later 1.',
    );
    expect(others.join('\n')).toContain(
      'The points add up to 60 at most. From 12 the lead is MQL, from 20 warm, from 42 hot',
    );
  });

  it('tells the deadlines of a file', async () => {
    await run('explain', join(shipped, 'rules/deadlines.json'));
    expect(printed.join('\n')).toContain(
      'acceptance: target 4 hours, limit 8 hours of opening time; at the target a reminder goes out (the one responsible); at the limit the lead goes to the next owner (the process owner).',
    );
    expect(printed.join('\n')).toContain(
      'Lost leads (competitor, price) worth 50,000 or more go back to their former owner, 300 days after the loss',
    );
    expect(printed.join('\n')).toContain(
      'Customers go back to their former owner, 90 days before contractEnd',
    );
  });
});

it.each([
  ['nurture', 'A series with its own when'],
  ['fulfilment', 'A package with its own when'],
  ['deadlines', 'It holds for all leads or for none'],
])('leitwerk rules pilot says why %s has no pilots, and what to do instead (R21)', async (name, why) => {
  const refused = `There are no pilots of ${name}, only of scoring and routing. ${why}`;
  await expect(run('pilot', 'show', name, '--local')).rejects.toThrow(refused);
});
