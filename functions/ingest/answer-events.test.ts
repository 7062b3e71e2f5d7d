import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import { record } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { received } from '../../test/fixtures/lead.ts';
import { answerEvents } from './answer-events.ts';

const now = '2026-11-24T09:00:00.000Z';
const ANNA = 'lead_1k2m3n4p5abcdefghjkmnp';
const email = 'anna.berg@firma.example';
const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

const setUp = () => ({
  store: memoryLeadStore({ now: () => now }),
  rules: defaultRules(),
  limit: memoryRateLimit(),
  visits: memoryVisits(),
  now: () => now,
  hashKey: 'table',
});
let ports = setUp();

async function send(body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const call = { path: '/v1/events', method, body: text, headers: { 'user-agent': chrome, ...headers } };
  const answer = await answerEvents(ports, readRequest(httpEvent(call)));
  return { ...answer, json: () => JSON.parse(answer.body) };
}
const seen = (over: object = {}) => ({ type: 'white-paper', at: '2026-11-24T08:00:00Z', ...over });
const acts = async () => (await ports.store.load(ANNA))?.behaviour ?? [];
const counted = () => ports.visits.counted('2026-11-24');

async function known(consents: Lead['consents'] = {}) {
  const draft = received({ email }, now);
  if (draft.type === 'InquiryReceived') draft.data.consents = consents;
  const change = record(ANNA, null, [draft], { now, by: 'person', correlationId: 'cor_1' });
  await ports.store.commit({
    ...change,
    expectedVersion: null,
    identities: [{ kind: 'email', value: email }],
  });
}

beforeEach(() => {
  ports = setUp();
});

describe('what somebody did', () => {
  it('is kept with the person who is named by lead or address, where a consent is named', async () => {
    await known();
    const list = [
      seen({ lead: ANNA, consent: 'cmp-1' }),
      seen({ type: 'Webinar', email: 'Anna.Berg@Firma.example', consent: 'cmp-1', campaign: 'herbst' }),
      seen({
        type: 'page-view',
        lead: ANNA,
        consent: 'cmp-1',
        url: 'https://www.example.com/preise/alle?mail=a@b.de#x',
      }),
    ];
    const answer = await send(list);
    expect([answer.statusCode, answer.json()]).toEqual([202, { accepted: 3, unknown: 0 }]);
    expect(
      (await acts()).map(({ type, url, campaign, consent }) => ({ type, url, campaign, consent })),
    ).toEqual(
      expect.arrayContaining([
        { type: 'white-paper', consent: 'cmp-1' },
        { type: 'webinar-sign-up', campaign: 'herbst', consent: 'cmp-1' },
        { type: 'price-page', url: 'https://www.example.com/preise/alle', consent: 'cmp-1' },
      ]),
    );
    expect(ports.store.changes()).toHaveLength(2);
  });

  it.each([
    ['webinar-attendance', 'webinar-attended'],
    ['seminar', 'event-attended'],
    ['conference', 'event-attended'],
    ['showroom-visit', 'branch-visit'],
    ['abandoned-checkout', 'cart-abandoned'],
  ])('may be told by a tool as %s (R32, R37)', async (said, type) => {
    await known();
    const answer = await send([seen({ type: said, email, consent: 'cmp-1', campaign: 'herbst' })]);
    expect(answer.json()).toEqual({ accepted: 1, unknown: 0 });
    expect(await acts()).toMatchObject([{ type, campaign: 'herbst' }]);
  });

  it('is kept once when the same is sent again', async () => {
    await known();
    for (let n = 0; n < 3; n++) await send(seen({ lead: ANNA, consent: 'cmp-1' }));
    expect(await acts()).toHaveLength(1);
  });

  it('is counted, and linked to nobody, without a consent', async () => {
    await known();
    await send([seen({ lead: ANNA }), seen({ email }), seen({ visitorId: 'browser-12345' })]);
    expect(await acts()).toEqual([]);
    expect(await counted()).toEqual({ 'white-paper': 3 });
    await send(seen({ visitorId: 'browser-12345', email, consent: 'cmp-1', type: 'visit' }));
    expect((await acts()).map(({ type }) => type)).toEqual(['visit']);
  });

  it('needs no word of the site where the person agreed themselves', async () => {
    await known({ tracking: { given: true, at: now, source: 'website' } });
    await send(seen({ email }));
    expect(await acts()).toMatchObject([{ consent: 'tracking' }]);
  });

  it('waits for a visitor to make themselves known, and then goes on with them', async () => {
    await known();
    const visitor = { visitorId: 'browser-12345', consent: 'cmp-1' };
    await send(seen(visitor));
    await send(seen({ ...visitor, type: 'visit' }));
    expect(await acts()).toEqual([]);
    await send([seen({ ...visitor, type: 'webinar', email }), seen({ ...visitor, type: 'page-view' })]);
    expect((await acts()).map(({ type }) => type).sort()).toEqual([
      'page-view',
      'visit',
      'webinar-sign-up',
      'white-paper',
    ]);
    await send(seen({ ...visitor, type: 'price-page' }));
    expect(await acts()).toHaveLength(5);
  });

  it('lies in the past: what is ahead counts as now', async () => {
    await known();
    await send(seen({ lead: ANNA, consent: 'c', at: '2030-01-01T00:00:00+01:00' }));
    expect(await acts()).toMatchObject([{ at: now }]);
  });

  it.each([['white_paper'], ['White Paper'], ['white paper download']])(
    'is known by its name however %j is spelt',
    async (type) => {
      const { json } = await send(seen({ type }));
      expect([json(), await counted()]).toEqual([{ accepted: 1, unknown: 0 }, { 'white-paper': 1 }]);
    },
  );

  it('is unknown where no rule names it: counted, worth nothing', async () => {
    const { json } = await send([seen(), seen({ type: 'somersault' })]);
    expect(json()).toEqual({ accepted: 1, unknown: 1 });
    expect(await counted()).toEqual({ 'white-paper': 1, unknown: 1 });
  });

  it('counts for nobody when a robot runs the script of a page (R98)', async () => {
    await known();
    const robot = {
      'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)',
      origin: 'https://www.example.com',
    };
    expect((await send(seen({ lead: ANNA, consent: 'c' }), robot)).statusCode).toBe(202);
    expect([await acts(), await counted()]).toEqual([[], { machine: 1 }]);
  });
});

describe('a stranger', () => {
  it('learns nothing: the answer is the same for a person who is known and for one who is not', async () => {
    await known();
    const mine = await send(seen({ email, consent: 'c' }));
    const nobodys = await send(seen({ email: 'nobody@firma.example', consent: 'c' }));
    const { headers: _mine, ...first } = mine;
    const { headers: _nobodys, ...second } = nobodys;
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });

  it('is slowed down like senders of forms: 120 at once, then 429 with the time to wait', async () => {
    const statuses = [];
    for (let n = 0; n < 121; n++) statuses.push((await send(seen())).statusCode);
    expect(statuses).toEqual([...Array(120).fill(202), 429]);
    expect((await send(seen())).headers['retry-after']).toBe('1');
  });
});

describe('a body that cannot be taken', () => {
  it('is refused whole, with all that is wrong at once', async () => {
    const body = [seen(), { type: '', at: 'yesterday', lead: 'x', url: 'javascript:alert(1)' }];
    const answer = await send(body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual([
      '[1].type',
      '[1].at',
      '[1].lead',
      '[1].url',
    ]);
    expect(await counted()).toEqual({});
  });

  it.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['nothing', [], 422],
    ['101 acts', Array(101).fill(seen()), 422],
    ['100 acts', Array(100).fill(seen()), 202],
    ['a text', '"x"', 422],
    ['more than 256 kB', 'x'.repeat(256 * 1024 + 1), 413],
  ])('%s', async (_what, body, status) => {
    expect((await send(body)).statusCode).toBe(status);
  });

  it('never ends in a fault, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        ports = setUp();
        expect([202, 422]).toContain((await send(JSON.stringify(body))).statusCode);
      }),
      { numRuns: 200 },
    );
  });
});

describe('scripts of allowed sites', () => {
  it.each([
    ['https://www.example.com', 'https://www.example.com'],
    ['https://evil.example', undefined],
  ])('from %s may read the answer: %s', async (origin, allowed) => {
    for (const method of ['OPTIONS', 'POST']) {
      const { headers } = await send(seen(), { origin }, method);
      expect(headers['access-control-allow-origin']).toBe(allowed);
    }
  });
});
