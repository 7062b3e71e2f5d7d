import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Consent } from '../../shared/domain/facts.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { type Link, signLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { privacyAnswer } from './privacy-page.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const rules = defaultRules();
const facts = { email: 'eva@ott.example', firstName: 'Eva', lastName: 'Ott', city: 'Köln', country: 'DE' };
const given = (source = 'website'): Consent => ({ given: true, at: '2027-01-01T09:00:00.000Z', source });
let store: MemoryLeadStore;

beforeEach(async () => {
  store = memoryLeadStore();
  const origin = { now: NOW, by: 'person', correlationId: 'cor_1' };
  const drafts = [
    received(facts, NOW),
    {
      type: 'ConsentChanged' as const,
      data: { consents: { marketing: given(), events: given(), phone: given() } },
    },
    { type: 'LeadRequalified' as const, data: { reason: 'cold' }, to: 'qualifying' as const },
  ];
  const change = recordWatched('lead_1', null, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
});

const link = (over: Partial<Extract<Link, { purpose: 'privacy' }>> = {}) =>
  signLink({ purpose: 'privacy', leadId: 'lead_1', expires: '2027-04-01T00:00:00.000Z', ...over }, SECRET);

function ask(method: string, token: string, body?: string | object, headers: Record<string, string> = {}) {
  const isForm = typeof body === 'string';
  const event = httpEvent({
    method,
    path: `/v1/privacy/${token}`,
    params: { token },
    headers: {
      accept: 'text/html',
      'accept-language': 'de',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const ports = { store, rules, secret: async () => SECRET, now: () => NOW };
  return privacyAnswer(ports, readRequest(event));
}

const json = { accept: 'application/json' };
const told = async () => {
  const found = await store.loadWithHistory('lead_1');
  if (!found) throw new Error('no lead');
  expect(rebuild(found.events)).toEqual({ ...found.lead, version: expect.any(Number) });
  return { ...found, fresh: found.events.slice(3) };
};

describe("the person's own page (R190, R191, R192, R194, R195, R196)", () => {
  it('shows what is known, consents and inquiries, each field with its label, without script', async () => {
    const { statusCode, body } = await ask('GET', link());
    expect(statusCode).toBe(200);
    expect(body).toContain('eva@ott.example');
    expect(body).toContain('Werbung</strong>: erteilt am');
    expect(body).toContain('19.01.2027, web_form');
    for (const [, name] of body.matchAll(/<input id="(\w+)"/g))
      expect(body).toContain(`<label for="${name}">`);
    expect(body).not.toContain('<script');
    expect(Buffer.byteLength(body)).toBeLessThan(30_000);
    const english = await ask('GET', link(), undefined, { 'accept-language': 'en' });
    expect(english.body).toContain('Your data with us');
    const data = JSON.parse((await ask('GET', link(), undefined, json)).body);
    expect(data).toMatchObject({ facts, consents: { marketing: { given: true } }, inquiries: [{}] });
  });

  it.each(['GET', 'HEAD'])('changes nothing on %s, fifty times', async (method) => {
    for (let i = 0; i < 50; i++) await ask(method, link());
    expect(store.changes()).toHaveLength(1);
  });

  it.each([
    ['by one click of the mail program (RFC 8058)', 'List-Unsubscribe=One-Click'],
    ['by the button', 'action=unsubscribe'],
  ])('ends all advertising %s, once, and leaves what is none', async (_, body) => {
    for (let i = 0; i < 3; i++) expect((await ask('POST', link(), body)).statusCode).toBe(200);
    const { lead, fresh } = await told();
    expect(fresh).toEqual([expect.objectContaining({ type: 'ConsentChanged', by: 'person' })]);
    const standing = Object.entries(lead.consents).filter(([, consent]) => consent.given);
    expect(standing.map(([purpose]) => purpose)).toEqual(['phone']);
    expect(lead.consents.newsletter).toMatchObject({ given: false, at: NOW, source: 'privacy-page' });
    expect(lead.state).toBe('qualifying');
  });

  it('lets the lead rest at once when the person objects, with a case that somebody closes', async () => {
    for (let i = 0; i < 2; i++) await ask('POST', link(), 'action=object');
    const { lead, fresh } = await told();
    expect(fresh.map(({ type }) => type)).toEqual(['ConsentChanged', 'RightsRequested', 'LeadRested']);
    expect(lead).toMatchObject({ state: 'dormant', reason: 'objection' });
    expect(Object.values(lead.consents).some((consent) => consent.given)).toBe(false);
    expect(lead.clocks.find(({ name }) => name === 'rights')?.state).toBe('running');
  });

  it('takes one consent back, and takes it again as a confirmation with its wording', async () => {
    await ask('POST', link(), 'action=withdraw&purpose=events');
    expect((await told()).lead.consents.events?.given).toBe(false);
    await ask('POST', link(), 'action=confirm&purpose=newsletter');
    await ask('POST', link(), 'action=confirm&purpose=newsletter');
    const { lead, fresh } = await told();
    expect(lead.consents.newsletter).toEqual({
      given: true,
      at: NOW,
      source: 'privacy-page',
      wording: 'Ich willige ein, dass Sie mir dafür schreiben: Newsletter',
    });
    expect(fresh).toHaveLength(2);
  });

  it('takes corrections as facts of the person, and nothing that is not offered (R43)', async () => {
    const body = 'action=correct&firstName=Eva+Maria&city=&email=other%40evil.example&externalId=1';
    expect((await ask('POST', link(), body)).body).toContain('role="status"');
    await ask('POST', link(), body);
    const { lead, fresh } = await told();
    expect(lead.facts).toMatchObject({ ...facts, firstName: 'Eva Maria' });
    expect(fresh).toEqual([
      expect.objectContaining({
        type: 'FactsChanged',
        by: 'person',
        data: { facts: { firstName: 'Eva Maria' }, source: 'privacy-page' },
      }),
    ]);
  });

  it('takes a place that is only noticed: whose address it is knows better (R43)', async () => {
    expect((await ask('POST', link(), 'action=correct&postcode=50667&city=Berlin')).statusCode).toBe(200);
    expect((await told()).lead.facts).toMatchObject({ postcode: '50667', city: 'Berlin' });
  });

  it('says what it does not understand of a correction and changes nothing (R43)', async () => {
    const answer = await ask('POST', link(), 'action=correct&phone=abc');
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('id="phone-problem"');
    expect((await ask('POST', link(), 'action=correct&phone=abc', json)).statusCode).toBe(422);
    expect(store.changes()).toHaveLength(1);
  });

  it('gives all data as a file', async () => {
    const { headers, body } = await ask('POST', link(), 'action=export');
    expect(headers['content-disposition']).toContain('attachment');
    expect(JSON.parse(body)).toMatchObject({ facts, consents: { phone: { given: true } }, passedTo: null });
    expect(store.changes()).toHaveLength(1);
  });

  it('has the person erased at once, and shows nothing of them any more', async () => {
    const { statusCode, body } = await ask('POST', link(), 'action=erase');
    expect([statusCode, body]).toEqual([200, expect.stringContaining('Ihre Daten werden gelöscht')]);
    expect(body).not.toMatch(/Eva|Ott|ott\.example/);
    const { fresh } = await told();
    expect(fresh.map(({ type, data }) => [type, data])).toEqual([
      ['RightsRequested', { run: 'rights:1', right: 'erasure', granted: true }],
    ]);
  });

  it.each([
    ['no action', 'hello=1'],
    ['an unknown one', 'action=delete-all'],
    ['a purpose that nobody asked about', 'action=confirm&purpose=anything'],
    ['a one-click of another kind', 'List-Unsubscribe=Two-Clicks'],
  ])('refuses %s and changes nothing', async (_, body) => {
    expect((await ask('POST', link(), body)).statusCode).toBe(422);
    expect(store.changes()).toHaveLength(1);
  });

  it.each([
    ['forged', `${link().slice(0, -2)}xy`, 404],
    ['expired', link({ expires: NOW }), 410],
    [
      'for another purpose',
      signLink({ purpose: 'questions', leadId: 'lead_1', expires: '2028-01-01T00:00:00.000Z' }, SECRET),
      404,
    ],
    ['of an unknown lead', link({ leadId: 'lead_9' }), 410],
  ])('refuses a link that is %s', async (_, token, status) => {
    expect((await ask('GET', token)).statusCode).toBe(status);
    expect((await ask('POST', token, 'action=object')).statusCode).toBe(status);
    expect(store.changes()).toHaveLength(1);
  });

  describe('of a lead that may be two people', () => {
    const other = { email: 'mallory@evil.example', externalId: '7' };

    /** Somebody with an address of his own came to the same lead, by an id that he guessed. */
    async function joined(): Promise<void> {
      const before = await store.load('lead_1');
      const origin = { now: NOW, by: 'person', correlationId: 'cor_2' };
      const drafts = [received(other, NOW, 'inq_2')];
      const change = recordWatched('lead_1', before, drafts, origin, await clockRules(rules));
      await store.commit({ ...change, expectedVersion: before?.version ?? null });
    }
    const secret = /Eva|Ott|Köln|ott\.example/;

    it('shows, exports and corrects nothing, for the reader may be the other one', async () => {
      await joined();
      const page = await ask('GET', link());
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toMatch(secret);
      expect((await ask('GET', link(), undefined, json)).body).not.toMatch(secret);
      for (const body of ['action=export', 'action=correct&city=Ulm', 'action=confirm&purpose=marketing']) {
        const answer = await ask('POST', link(), body);
        expect([answer.statusCode, secret.test(answer.body)]).toEqual([403, false]);
      }
      expect((await store.load('lead_1'))?.facts.city).toBe('Köln');
    });

    it('still ends all mail at once, and tells nothing with it', async () => {
      await joined();
      for (const body of ['List-Unsubscribe=One-Click', 'action=object', 'action=erase']) {
        const answer = await ask('POST', link(), body);
        expect([answer.statusCode, secret.test(answer.body)]).toEqual([200, false]);
      }
      expect((await store.load('lead_1'))?.state).toBe('dormant');
    });

    it('opens the case of an erasure once, also beside another case, and leaves it to a person', async () => {
      await joined();
      await ask('POST', link(), 'action=object');
      for (let i = 0; i < 3; i++) await ask('POST', link(), 'action=erase');
      const events = (await store.loadItself('lead_1'))?.events ?? [];
      const asked = events.flatMap((event) => (event.type === 'RightsRequested' ? [event.data] : []));
      expect(asked).toEqual([
        { run: 'rights:1', right: 'objection' },
        { run: 'rights:2', right: 'erasure' },
      ]);
    });
  });
});
