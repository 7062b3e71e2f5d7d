import { beforeEach, describe, expect, it } from 'vitest';
import { activateRules } from '../../functions/score/activate-rules.ts';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryParameters } from '../../shared/adapters/memory/parameters.ts';
import { memoryRuleSets } from '../../shared/adapters/memory/rule-sets.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { statusOf } from '../../shared/rules/status.ts';
import { archived, formerOf } from './archive.ts';
import { letGo, putInForce } from './put-in-force.ts';

const prefix = '/leitwerk/test/';
const text = (subject: Subject) => JSON.stringify(defaultSource(subject), null, 2);
const hotter = text('scoring').replace('"hot": 42', '"hot": 40');

/** A system that looks at its parameters whenever somebody waits. */
function start(over: Partial<Record<Subject, string>> = {}) {
  const parameters = memoryParameters(
    Object.fromEntries(
      subjects.map((subject) => [`${prefix}${parameterOf(subject)}`, over[subject] ?? text(subject)]),
    ),
  );
  const bucket = memoryObjects();
  const sets = memoryRuleSets();
  const now = () => '2026-11-24T09:00:00.000Z';
  const look = () => activateRules({ parameters, sets, archive: bucket, prefix, now });
  return { parameters, bucket, sets, prefix, wait: look, look };
}

let system: ReturnType<typeof start>;
beforeEach(async () => {
  system = start();
  await system.look();
});
const put = (subject: Subject, written: string) =>
  putInForce(system, subject, [{ name: parameterOf(subject), text: written }]);
const status = async (subject: Subject) => statusOf(await system.parameters.under(prefix), subject);

describe('leitwerk rules activate', () => {
  it('writes the document and waits until it is in force', async () => {
    expect(await put('scoring', hotter)).toMatchObject({
      status: 'active',
      hash: contentHash(JSON.parse(hotter)),
      before: contentHash(defaultSource('scoring')),
    });
  });

  it('tells a refusal with place and reason; the version before stays', async () => {
    expect(await put('scoring', hotter.replace('"weights"', '"weigths"'))).toMatchObject({
      status: 'refused',
      hash: contentHash(defaultSource('scoring')),
      errors: expect.arrayContaining([expect.objectContaining({ path: 'weigths' })]),
    });
  });

  it('lets a change go that is held, because whoever writes it so has decided', async () => {
    system = start({ activation: text('activation').replace('[]', '["scoring"]') });
    await system.look();
    expect(await put('scoring', hotter)).toMatchObject({
      status: 'active',
      hash: contentHash(JSON.parse(hotter)),
    });
  });

  it('lets a change go that was made elsewhere and is held', async () => {
    system = start({ activation: text('activation').replace('[]', '["scoring"]') });
    await system.look();
    await system.parameters.put(`${prefix}rules/scoring`, hotter);
    await system.look();
    expect(await letGo(system, 'scoring', await status('scoring'))).toMatchObject({ status: 'active' });
    await expect(letGo(system, 'routing', await status('routing'))).rejects.toThrow('No change of routing');
  });

  it('puts a document that no parameter takes into the rules bucket', async () => {
    const source = JSON.parse(text('agents'));
    const [first] = source.agents;
    const many = Array.from({ length: 200 }, (_, n) => ({ ...first, id: `agent-${n}` }));
    const large = JSON.stringify({ ...source, agents: [...source.agents, ...many] });
    const hash = contentHash(JSON.parse(large));
    expect(await put('agents', large)).toMatchObject({ status: 'active', hash });
    expect(await system.bucket.get(`documents/agents-${hash}.json`)).not.toBeNull();
    const written = await system.parameters.under(prefix);
    const pointer = written.find(({ name }) => name === 'directory/agents')?.value ?? '';
    expect(pointer.length).toBeLessThan(300);
  });

  it('does not write a whole document beside its parts', async () => {
    await system.parameters.put(`${prefix}rules/scoring/lifts`, '{}');
    await expect(put('scoring', hotter)).rejects.toThrow('rules/scoring/lifts as well');
  });

  it('says so when nobody looks', async () => {
    system.wait = async () => ({ set: {}, refused: {}, pending: {}, written: {} });
    await expect(put('scoring', hotter)).rejects.toThrow('did not look at it within 330 seconds');
  });
});

describe('leitwerk rules rollback', () => {
  it('brings back the version before, the same to the byte', async () => {
    await put('scoring', hotter);
    const before = formerOf('scoring', await status('scoring'));
    expect(await put('scoring', await archived(system, 'scoring', before))).toMatchObject({
      status: 'active',
      hash: contentHash(defaultSource('scoring')),
      before: contentHash(JSON.parse(hotter)),
    });
  });

  it('finds a version by the beginning of its hash, and none that never was or is of another document', async () => {
    const hash = contentHash(defaultSource('scoring'));
    expect(JSON.parse(await archived(system, 'scoring', hash.slice(0, 8)))).toEqual(defaultSource('scoring'));
    await expect(archived(system, 'scoring', 'zzz')).rejects.toThrow('No version zzz');
    await expect(archived(system, 'routing', hash)).rejects.toThrow('no document routing');
    await expect(archived(system, 'scoring', '')).rejects.toThrow('More than one version');
  });

  it('needs a version where nothing is known of one before', async () => {
    expect(() => formerOf('routing', null)).toThrow('--to <hash>');
  });
});
