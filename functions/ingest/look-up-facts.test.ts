import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { FactSource } from '../../shared/ports/fact-source.ts';
import { organisationKeys } from '../../shared/rules/organisation-keys.ts';
import { ownErrors } from '../../shared/rules/own-checks.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { directory } from '../../test/fixtures/directory.ts';
import { received } from '../../test/fixtures/lead.ts';
import { colleagues } from './ask-colleagues.ts';
import { lookUpFacts } from './look-up-facts.ts';

const shipped = defaultRules();
const now = '2026-11-24T09:00:00.000Z';
let store = memoryLeadStore();
let people = memoryPeople();
beforeEach(() => {
  store = memoryLeadStore();
  people = memoryPeople();
});

/** A lead of a domain that is in qualification; after these drafts. */
async function lead(id: string, facts: Facts, more: Draft[] = [], domain = 'birken.example'): Promise<void> {
  const draft = received(facts, now, `inq_${id}`);
  const organisation = { domain };
  const begun = { ...draft, data: { ...draft.data, organisation }, to: 'qualifying' } as Draft;
  const origin = { now, by: 'person', correlationId: 'cor_1' };
  const change = recordWatched(id, null, [begun, ...more], origin, await clockRules(shipped));
  await store.commit({ ...change, expectedVersion: null });
  await people.enter({ leadId: id, keys: [], known: {}, organisations: organisationKeys(change.lead) }, true);
}

async function lookUp(id: string, { rules = shipped, more = [] as FactSource[], at = now } = {}) {
  const sources = [colleagues({ store, people }), ...more];
  const pointer = { eventId: `${id}.1`, type: 'RoundBegun', leadId: id, at, correlationId: 'cor_1' };
  await lookUpFacts({ store, rules, sources, now: () => at }, pointer);
  const found = await store.loadWithHistory(id);
  return {
    lead: found?.lead,
    told: found?.events.filter(({ type }) => type === 'FactsLookedUp') ?? [],
    events: found?.events ?? [],
  };
}

/** The shipped definition with other sources, in their order. */
const withSources = (...sources: string[]): ActiveRules => ({
  get: async (subject) => {
    const active = await shipped.get(subject);
    const lookUp = { sources, facts: ['industry', 'employees'], againAfterDays: 90 };
    return subject === 'definition' ? { ...active, document: { ...active.document, lookUp } } : active;
  },
});

describe('facts of an organisation are looked up before they are asked (R76, R77)', () => {
  it('out of what colleagues told who write from another part of the domain', async () => {
    await lead('lead_a', { industry: 'Bau' }, [], 'werk.birken.example');
    await lead('lead_b', {}, [], 'mail.birken.example');
    const { lead: after } = await lookUp('lead_b');
    expect(after?.facts).toMatchObject({ industry: 'Bau' });
  });

  it('out of what colleagues told, with source, rule and cost', async () => {
    await lead('lead_1', { industry: 'IT', employees: 120, city: 'Köln' });
    await lead('lead_2', { email: 'b@birken.example' });
    const { lead: after, told } = await lookUp('lead_2');
    expect(after?.facts).toMatchObject({ industry: 'IT', employees: 120, city: 'Köln' });
    expect(after?.lookedUp).toEqual({ industry: 'colleagues', employees: 'colleagues', city: 'colleagues' });
    expect(told).toMatchObject([
      {
        by: 'system',
        rule: 'look-up/colleagues',
        rulesHash: (await shipped.get('definition')).hash,
        because: 'told by 1 other lead of birken.example',
        data: { source: 'colleagues', cents: 0 },
      },
    ]);
  });

  it('and never go before what the person said, then or later', async () => {
    await lead('lead_1', { industry: 'IT', employees: 120, city: 'Köln', postcode: '50667' });
    await lead('lead_2', { industry: 'Handel', postcode: '10115' });
    const { lead: after, events } = await lookUp('lead_2');
    expect(after?.facts).toMatchObject({ industry: 'Handel', employees: 120, postcode: '10115' });
    expect(after?.facts).not.toHaveProperty('city');
    const said: Draft = { type: 'FactsChanged', data: { facts: { employees: 90 }, source: 'questionnaire' } };
    const origin = { now, by: 'person', correlationId: 'cor_2' };
    const { lead: told } = recordWatched('lead_2', after ?? null, [said], origin, await clockRules(shipped));
    expect(told.facts.employees).toBe(90);
    expect(told.lookedUp).toBeUndefined();
    expect({ ...rebuild(events), version: after?.version }).toEqual(after);
  });

  it('by what most of them told; what was itself looked up is no evidence', async () => {
    await lead('lead_1', { employees: 50 });
    await lead('lead_2', { employees: 120 });
    await lead('lead_3', { employees: 120 });
    const looked: Draft = {
      type: 'FactsLookedUp',
      data: { source: 'colleagues', facts: { industry: 'Bau' }, cents: 0 },
    };
    await lead('lead_4', {}, [looked]);
    await lead('lead_5', {});
    const { lead: after } = await lookUp('lead_5');
    expect(after?.facts.employees).toBe(120);
    expect(after?.facts).not.toHaveProperty('industry');
  });

  it('once, however often the message comes', async () => {
    await lead('lead_1', { industry: 'IT' });
    await lead('lead_2', {});
    await lookUp('lead_2');
    expect((await lookUp('lead_2')).told).toHaveLength(1);
  });

  it.each([
    ['nobody else is known', async () => {}, []],
    ['the colleague is no sales case', () => lead('lead_1', { industry: 'IT' }, [excluded]), []],
    ['the document says so', () => lead('lead_1', { industry: 'IT' }), ['none']],
  ])('not where %s', async (_why, before, off) => {
    await before();
    await lead('lead_2', {});
    const rules = off.length > 0 ? withSources() : shipped;
    expect((await lookUp('lead_2', { rules })).told).toEqual([]);
  });

  it('in the order of the document: who is paid is asked only for the rest, and always accounted for', async () => {
    await lead('lead_1', { industry: 'IT' });
    await lead('lead_2', {});
    const paid = directory({ 'birken.example': { industry: 'Bau', employees: 80 } }, 12);
    const rules = withSources('colleagues', 'directory');
    const { lead: after, told } = await lookUp('lead_2', { rules, more: [paid] });
    expect(after?.facts).toMatchObject({ industry: 'IT', employees: 80 });
    expect(told.map(({ data }) => data)).toEqual([
      { source: 'colleagues', facts: { industry: 'IT' }, cents: 0 },
      { source: 'directory', facts: { employees: 80 }, cents: 12 },
    ]);
    expect(paid.asked()).toBe(1);
    await lead('lead_3', { employees: 3 });
    const nothing = directory({}, 5);
    const only = await lookUp('lead_3', { rules: withSources('directory'), more: [nothing] });
    expect(only.told).toMatchObject([{ data: { source: 'directory', facts: {}, cents: 5 } }]);
  });

  it('and who is paid and did not know is not asked for it again before the days of the document are over', async () => {
    await lead('lead_1', {});
    const paid = directory({ 'birken.example': { industry: 'Bau' } }, 12);
    const asked = { rules: withSources('directory'), more: [paid] };
    const { lead: after, events } = await lookUp('lead_1', asked);
    const unknown = { domain: 'birken.example', facts: { employees: now } };
    expect(after?.unknownTo).toEqual({ directory: unknown });
    expect({ ...rebuild(events), version: after?.version }).toEqual(after);
    const day = (n: number) => new Date(Date.parse(now) + n * 86_400_000).toISOString();
    await lookUp('lead_1', { ...asked, at: day(89) });
    expect(paid.asked()).toBe(1);
    const { told } = await lookUp('lead_1', { ...asked, at: day(90) });
    expect(paid.asked()).toBe(2);
    expect(told.at(-1)?.data).toMatchObject({ facts: {}, unknown: { facts: ['employees'] } });
  });

  it('for another organisation they are asked at once', async () => {
    const before: Draft = {
      type: 'FactsLookedUp',
      data: {
        ...{ source: 'directory', facts: {}, cents: 5 },
        unknown: { domain: 'former.example', facts: ['industry', 'employees'] },
      },
    };
    await lead('lead_1', {}, [before]);
    const paid = directory({ 'birken.example': { industry: 'Bau' } }, 12);
    const { lead: after } = await lookUp('lead_1', { rules: withSources('directory'), more: [paid] });
    expect(after?.facts.industry).toBe('Bau');
    expect(after?.unknownTo?.directory).toEqual({ domain: 'birken.example', facts: { employees: now } });
  });

  it('also out of the others where one cannot answer, which is asked once more', async () => {
    await lead('lead_1', { industry: 'IT' });
    await lead('lead_2', {});
    const broken: FactSource = {
      id: 'directory',
      paid: true,
      lookUp: () => Promise.reject(new Fault('directory-unavailable', { retryable: true })),
    };
    const asked = { rules: withSources('directory', 'colleagues'), more: [broken] };
    await expect(lookUp('lead_2', asked)).rejects.toThrow('directory-unavailable');
    expect((await store.load('lead_2'))?.facts.industry).toBe('IT');
  });
});

const excluded: Draft = { type: 'LeadExcluded', to: 'excluded', data: { reason: 'competitor' } };

it('a source that the product does not have is named when the definition is written', async () => {
  const { document } = await shipped.get('definition');
  const lookUp = { sources: ['colleagues', 'crystal-ball'], facts: ['industry' as const], againAfterDays: 9 };
  expect(ownErrors('definition', { ...document, lookUp })).toEqual([
    {
      path: ['lookUp', 'sources', 1],
      reason: 'there is no source crystal-ball',
      suggestion: 'one of colleagues',
    },
  ]);
});
