import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignLead } from '../../functions/route/assign-lead.ts';
import { routeOf } from '../../functions/route/rules/route-of.ts';
import { rescoreLead } from '../../functions/score/rescore-lead.ts';
import { takeDueSteps } from '../../functions/sla/take-due-steps.ts';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import { archiveKey, withAreas } from '../../shared/area-tables.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { recognised, unmerge } from '../../shared/merge-leads.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import { activeDocument, type RuleSet, setHash } from '../../shared/rules/active.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { documents, subjects } from '../../shared/rules/documents.ts';
import { organisationKeys } from '../../shared/rules/organisation-keys.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { readExport, writeExport } from './export.ts';
import { type Contents, readStore } from './read-store.ts';
import { replay } from './replay.ts';

/** Figures of two areas, by which the scoring document rates as well (R102). */
const table = { columns: ['power'], areas: { DE: { '10115': [97.5], '80331': [131] } } };
const { ratings, weights } = defaultDocument('scoring').document;
const scoring = {
  ...defaultDocument('scoring').document,
  ratings: { ...ratings, area: { fact: 'area', ranks: [{ best: 50, rating: 4 }, { rating: 1 }] } },
  weights: { ...weights, area: 1 },
  areas: { table: contentHash(table), weights: { power: 2 } },
};
const set: RuleSet = Object.fromEntries(
  subjects.map((subject) => {
    const source = subject === 'scoring' ? scoring : defaultSource(subject);
    return [subject, { hash: contentHash(source), source }];
  }),
);
const inForce = setHash(set);
const rules: ActiveRules = {
  get: async (subject) => ({
    ...activeDocument(subject, set[subject] ?? { hash: '', source: null }, documents),
    set: inForce,
  }),
};
const archive = memoryObjects();
const areas = withAreas(archive);
const archived = async (hash: string) =>
  JSON.parse(Buffer.from((await archive.get(archiveKey(hash))) ?? 'null').toString());
const ripe: Facts = {
  postcode: '80331',
  timeframe: '2026-12-24',
  orderVolume: 60_000,
  authority: 'decider',
  need: 'concrete',
};

let contents: Contents;
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Forty leads on a day, ripe and not, through score, turn and deadlines. */
beforeAll(async () => {
  await archive.put(archiveKey(contentHash(table)), JSON.stringify(table), 'application/json');
  const store = memoryLeadStore();
  const absences = memoryAbsences();
  const people = memoryPeople();
  const pools = await rules.get('pools');
  const away = pools.document.pools[0]?.members[0]?.agent ?? '';
  await absences.replace(away, [{ from: '2026-11-24', to: '2026-11-25' }]);
  const begin = Date.parse('2026-11-23T09:00:00.000Z');
  for (let index = 0; index < 40; index++) {
    const now = new Date(begin + index * 3_600_000).toISOString();
    const id = `lead_${index}`;
    const company = index % 5 === 1 ? { company: 'Nord Werft AG' } : {};
    const facts: Facts = {
      email: `a${index}@b.example`,
      country: 'DE',
      ...(index % 4 ? ripe : {}),
      ...company,
    };
    const origin = { now, by: 'person', correlationId: `cor_${index}` };
    const change = recordWatched(
      id,
      null,
      [received(facts, now, `inq_${index}`)],
      origin,
      await clockRules(rules),
    );
    await store.commit({ ...change, expectedVersion: null });
    await people.enter(
      { leadId: id, keys: [], known: {}, organisations: organisationKeys(change.lead) },
      true,
    );
    const eventId = `${id}.1`;
    const pointer = { eventId, type: 'InquiryReceived', leadId: id, at: now, correlationId: `cor_${index}` };
    const scored = await rescoreLead(
      { store, rules, visits: memoryVisits(), withAreas: areas, now: () => now },
      pointer,
    );
    if (!('lead' in scored) || scored.lead.state !== 'qualified') continue;
    const route = routeOf(scored.lead, await rules.get('routing'));
    const message = { leadId: id, ...route, eventId: `${id}.3`, correlationId: `cor_${index}` };
    await assignLead({ store, rules, absences, people }, message, now);
  }
  const late = new Date(begin + 60 * 86_400_000).toISOString();
  for (let index = 0; index < 40; index += 3)
    await takeDueSteps({ store, rules, now: () => late }, `lead_${index}`);
  const cause = { rule: 'identity/judge', because: '12 bits', rulesHash: 'h', score: 12, evidence: [] };
  const after = { now: late, by: 'system', correlationId: 'cor_pair' };
  await recognised(
    { store, rules },
    ['lead_4', 'lead_8'],
    { verdict: 'merge', cause, quarantine: false },
    after,
  );
  await recognised(
    { store, rules },
    ['lead_12', 'lead_16'],
    { verdict: 'merge', cause, quarantine: false },
    after,
  );
  const undone = {
    now: new Date(Date.parse(late) + 1000).toISOString(),
    by: 'staff:ada',
    correlationId: 'cor_undo',
  };
  await unmerge({ store, rules }, { leadId: 'lead_16' }, undone);
  contents = await readStore(
    { store, ruleSet: async (hash) => (hash === inForce ? set : null), archived },
    () => {},
  );
});

const exported = () => {
  writeExport(folder, contents);
  return folder;
};
const tampered = (name: string, change: (text: string) => string) => {
  const file = join(exported(), name);
  const text = readFileSync(file, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(file, change(text));
  return replay(readExport(folder));
};

describe('replaying what is stored', () => {
  it('decides everything again byte for byte: scores, turns, deadlines, clocks, ledgers, joined leads (R93, R127, R143)', () => {
    const result = replay(contents);
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({ leads: 40, different: 0, unjudged: {} });
    const byOrganisation = contents.leads.filter(
      ({ lead }) => lead.assignment?.rule === 'route/organisation',
    );
    expect(byOrganisation.length).toBeGreaterThan(3);
    expect(result.decisions).toMatchObject({ score: 40, turn: 30, told: 46 });
    expect(result.decisions.due).toBeGreaterThan(5);
  });

  it('gives the same out of an export', () => {
    expect(replay(readExport(exported()))).toEqual(replay(contents));
  });

  it('judges the period or the lead that is asked for', () => {
    const day = replay(contents, { from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' });
    expect(day.decisions.told).toBe(24);
    expect(replay(contents, { lead: 'lead_5' })).toMatchObject({ leads: 1, different: 0, identical: 3 });
  });

  it('says so where a decision does not name its rules, and judges the rest', () => {
    const leads = contents.leads.map(({ lead, events }) => ({
      lead,
      events: events.map(({ set: _, ...event }) =>
        event.leadId === 'lead_0' ? event : { ...event, set: inForce },
      ),
    }));
    const result = replay({ ...contents, leads });
    expect(Object.values(result.unjudged)).toEqual([3]);
    expect(result.different).toBe(0);
  });

  it('does not judge turns behind one that is missing', () => {
    const first = contents.leads.find(({ lead }) => lead.owner);
    const leads = contents.leads.filter((lead) => lead !== first);
    expect(Object.keys(replay({ ...contents, leads }).unjudged).join()).toContain('is missing');
  });
});

describe('a change in an export', () => {
  it.each<[string, string, RegExp, string, string]>([
    ['the rating of a criterion', 'leads.ndjson', /("rating":)4/, '$13', 'data.score.criteria'],
    [
      'the fact that was rated',
      'leads.ndjson',
      /("facts":\{[^}]*"orderVolume":)60000/,
      '$110000',
      'data.score',
    ],
    ['the owner', 'leads.ndjson', /("LeadAssigned".*?"owner":\{"id":")\w/, '$1x', 'data.owner.id'],
    ['the standing in a turn', 'leads.ndjson', /("standing":)0\./, '$11.', 'data.assignment.candidates'],
    ['the target of a clock', 'leads.ndjson', /("target":"2026-1)1/, '$12', 'clocks.0.clock.target'],
    ['the lead itself', 'leads.ndjson', /("state":")qualifying("[^\n]*"facts")/, '$1dormant$2', 'state'],
    ['a standing in a ledger', 'ledgers.ndjson', /("got":)\d/, '$19', 'ledger'],
    ['a rule', 'rules/FILE', /("hot":)42/, '$143', 'rules/'],
  ])('of %s is found and named', (_, name, from, to, path) => {
    const file = name.replace('FILE', `${set.scoring?.hash}.json`);
    const { findings } = tampered(file, (text) => text.replace(from, to));
    const places = findings.map(({ of, event, path: place }) => `${of} ${event} ${place}`);
    expect(places.join('\n')).toContain(path);
    expect(findings.every(({ stored, recomputed }) => stored !== recomputed)).toBe(true);
  });

  it('is found wherever it is, also in what decides nothing', () => {
    const [first = ''] = readFileSync(join(exported(), 'leads.ndjson'), 'utf8').split('\n');
    for (let place = 7; place < first.length; place += Math.floor(first.length / 40)) {
      const other = first[place] === '7' ? '8' : '7';
      writeFileSync(
        join(folder, 'leads.ndjson'),
        `${first.slice(0, place)}${other}${first.slice(place + 1)}\n`,
      );
      const damages = readExport(folder).damages?.filter(({ of }) => of !== 'manifest.json');
      expect(damages, first.slice(place - 40, place + 10)).not.toEqual([]);
      // Where the line can be read at all, whose it is is said.
      expect(damages?.filter(({ of }) => of === 'unknown')).toEqual([]);
    }
  });

  it('is found where a line is gone', () => {
    const { findings } = tampered('leads.ndjson', (text) => text.slice(text.indexOf('\n') + 1));
    expect(findings).toContainEqual({
      of: 'manifest.json',
      event: '-',
      path: 'leads',
      stored: 40,
      recomputed: 39,
    });
  });
});
