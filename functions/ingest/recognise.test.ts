import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { type MemoryPeople, memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { recognise } from './recognise.ts';

const rules = defaultRules();
const start = Date.parse('2026-11-24T09:00:00.000Z');
let store: MemoryLeadStore;
let people: MemoryPeople;
let at = start;
const now = () => {
  at += 1000;
  return new Date(at).toISOString();
};

beforeEach(() => {
  store = memoryLeadStore();
  people = memoryPeople();
  at = start;
});

async function put(id: string, facts: Facts, agreedTo: string[] = []): Promise<() => Promise<void>> {
  const time = now();
  const origin = { now: time, by: 'person', correlationId: 'cor_1' };
  const organisation = facts.email ? { domain: facts.email.split('@')[1] } : null;
  const draft = received(facts, time, `inq_${id}`);
  const consents = Object.fromEntries(
    agreedTo.map((purpose) => [purpose, { given: true, at: time, source: 'form' }]),
  );
  const drafts = [{ ...draft, data: { ...draft.data, organisation, consents } } as typeof draft];
  const change = recordWatched(id, null, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
  const pointer = {
    eventId: `${id}.1`,
    type: 'InquiryReceived',
    leadId: id,
    at: time,
    correlationId: 'cor_1',
  };
  return () => recognise({ store, rules, people, now }, pointer);
}
const arrive = async (id: string, facts: Facts) => (await put(id, facts))();
const into = async (id: string) => (await store.load(id))?.id;
const asked = async () => (await store.listReviews({ limit: 9 })).items.map(({ leads }) => leads.join(' '));

const anna: Facts = {
  firstName: 'Anna',
  lastName: 'Schnabelewopski',
  phone: '+492211234567',
  street: 'Lindenweg 4',
  postcode: '50667',
  city: 'Köln',
  email: 'anna@ott.example',
};

describe('a person who writes again from another address', () => {
  it('is recognised by name, phone and postal address: one lead with two inquiries, and why (R54, R55)', async () => {
    await arrive('lead_1', anna);
    await arrive('lead_2', { ...anna, lastName: 'Schnabelewopsky', email: 'a.schnabel@web.example' });
    expect(await into('lead_2')).toBe('lead_1');
    const { events = [], lead } = (await store.loadWithHistory('lead_1')) ?? {};
    expect(lead?.inquiries.map(({ id }) => id)).toEqual(['inq_lead_1', 'inq_lead_2']);
    const merged = events.findLast(({ type }) => type === 'DuplicateMerged');
    expect(merged).toMatchObject({ rule: 'identity/judge', rulesHash: (await rules.get('identity')).hash });
    const { evidence = [], score = 0 } = merged?.type === 'DuplicateMerged' ? merged.data : {};
    expect(evidence.find(({ field }) => field === 'phone')?.level).toBe('exact');
    const { start: begin } = (await rules.get('identity')).document;
    expect(evidence.reduce((sum, { bits }) => sum + bits, begin)).toBeCloseTo(score, 1);
  });

  it('under a tag of the same mailbox is one person, whose consent for one address is none for the other', async () => {
    const { phone, street, ...known } = anna;
    await arrive('lead_1', known);
    await (await put('lead_2', { ...known, email: 'anna+newsletter@ott.example' }, ['newsletter']))();
    expect(await into('lead_2')).toBe('lead_1');
    const lead = await store.load('lead_1');
    expect(lead?.facts.email).toBe('anna@ott.example');
    expect(lead?.consents).toEqual({});
  });

  it('at the same moment becomes one lead, whichever message is worked off first', async () => {
    const both = [await put('lead_1', anna), await put('lead_2', { ...anna, email: 'b@web.example' })];
    await Promise.all(both.map((step) => step()));
    expect([await into('lead_1'), await into('lead_2')]).toEqual(['lead_1', 'lead_1']);
    expect(await asked()).toEqual([]);
  });

  it('is asked about where the facts do not suffice, once, however often the message comes (R54)', async () => {
    await arrive('lead_1', {
      firstName: 'Anna',
      lastName: 'Schnabelewopski',
      city: 'Köln',
      postcode: '50667',
    });
    const again = await put('lead_2', {
      firstName: 'Anna',
      lastName: 'Schnabelewopski',
      city: 'Köln',
      postcode: '50667',
    });
    await again();
    await again();
    expect(await asked()).toEqual(['lead_1 lead_2']);
    expect(await into('lead_2')).toBe('lead_2');
  });

  it('is joined with the lead that was itself joined into another one', async () => {
    await arrive('lead_1', anna);
    await arrive('lead_2', { ...anna, email: 'b@web.example' });
    await arrive('lead_3', { ...anna, email: 'c@web.example' });
    expect([await into('lead_2'), await into('lead_3')]).toEqual(['lead_1', 'lead_1']);
  });
});

describe('who are two people', () => {
  it('a family that shares phone and address', async () => {
    await arrive('lead_1', anna);
    await arrive('lead_2', { ...anna, firstName: 'Bernd', email: 'bernd@ott.example' });
    expect(await into('lead_2')).toBe('lead_2');
    expect(await asked()).toEqual([]);
  });

  it('two who write from one shared mailbox, found as people of one organisation', async () => {
    const shared = { email: 'info@ott.example', company: 'Ott Maschinenbau GmbH' };
    await arrive('lead_1', { ...shared, firstName: 'Anna', lastName: 'Berg' });
    await arrive('lead_2', { ...shared, firstName: 'Carl', lastName: 'Zander', company: 'OTT Maschinenbau' });
    expect(await into('lead_2')).toBe('lead_2');
    for (const key of ['domain:ott.example', 'name:ott maschinenbau'])
      expect(await people.ofOrganisation([key], 10)).toEqual(['lead_2', 'lead_1']);
  });
});

describe('a crowded block', () => {
  it('costs no more than ten entries for each of three keys, however many leads share it', async () => {
    for (let i = 10; i < 90; i++)
      await arrive(`lead_${i}`, { ...anna, firstName: `X${i}`, email: `x${i}@ott.example` });
    const before = people.read();
    await arrive('lead_99', anna);
    expect(people.read() - before).toBeLessThanOrEqual(3 * 10);
  });
});
