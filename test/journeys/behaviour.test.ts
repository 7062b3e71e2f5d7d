import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const chrome = { 'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36' };
const now = async () => (await cloud.call('GET', '/_local/clock')).json.now as string;
async function does(type: string, who: object): Promise<void> {
  const answer = await cloud.call('POST', '/v1/events', { type, at: await now(), ...who }, chrome);
  expect([answer.status, answer.json]).toEqual([202, { accepted: 1, unknown: 0 }]);
  await cloud.settle();
}
async function asks(over: Record<string, unknown>): Promise<string> {
  const body = {
    name: 'Vera Linde',
    message: 'Bitte senden Sie mir die Unterlagen.',
    country: 'DE',
    ...over,
  };
  const answer = await cloud.call('POST', '/v1/leads', body);
  expect(answer.status).toBe(202);
  await cloud.settle();
  return answer.json.leadId;
}
const sum = (criteria: { points: number }[]) => criteria.reduce((points, row) => points + row.points, 0);

describe('a lead that shows by what it does that it is ripe', () => {
  it('is MQL by a white paper, SQL by webinar and price page, and then assigned (R97, R98, R99)', async () => {
    const id = await asks({ email: 'vera.linde@linde.example', consent: { tracking: { given: true } } });
    const who = { email: 'vera.linde@linde.example' };
    expect(await cloud.lead(id)).toMatchObject({ state: 'qualifying', stage: null });
    await does('white-paper', who);
    expect(await cloud.lead(id)).toMatchObject({ state: 'qualifying', stage: 'MQL', class: 'cold' });
    await cloud.advance('P2D');
    await does('webinar-sign-up', who);
    expect(await cloud.lead(id)).toMatchObject({ state: 'qualifying', stage: 'MQL', class: 'warm' });
    await does('price-page', who);
    const lead = await cloud.lead(id);
    expect(lead).toMatchObject({
      state: 'assigned',
      stage: 'SQL',
      class: 'hot',
      owner: { id: expect.any(String) },
    });
    expect(sum(lead.score.criteria)).toBe(lead.score.value);
    expect(lead.score.criteria.map((row: { id: string }) => row.id)).toEqual(
      expect.arrayContaining(['behaviour.white-paper', 'behaviour.webinar-sign-up', 'behaviour.price-page']),
    );
    expect(lead.behaviour).toMatchObject([
      { type: 'white-paper', points: expect.any(Number) },
      { type: 'webinar-sign-up' },
      { type: 'price-page', points: 14 },
    ]);
  });

  it('brings along what it did before it was known, once it writes from the same browser', async () => {
    const browser = { visitorId: 'browser-of-karl-1', consent: 'cmp-2026-11' };
    await does('white-paper', browser);
    await does('webinar', browser);
    const id = await asks({ name: 'Karl Otto', email: 'karl@otto.example', visitorId: browser.visitorId });
    expect(await cloud.lead(id)).toMatchObject({
      stage: 'MQL',
      behaviour: [{ type: 'white-paper', consent: 'cmp-2026-11' }, { type: 'webinar-sign-up' }],
    });
    await does('price-page', browser);
    expect(await cloud.lead(id)).toMatchObject({ stage: 'SQL', state: 'assigned' });
  });

  it('is followed into our mails: by our links, and by what the mail provider tells (R98)', async () => {
    const id = await asks({
      name: 'Mia Kurz',
      email: 'mia@kurz.example',
      consent: { tracking: { given: true } },
    });
    const [answer] = await cloud.mails('mia@kurz.example');
    const { text = '', html = '' } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
    const [link = ''] = /\/v1\/r\/[\w-]+\.[\w-]+/.exec(text) ?? [];
    expect(html).toContain(link);
    const tells = (type: string) => cloud.call('POST', `/_local/mail/${answer?.n}/events`, { type });
    expect((await tells('delivery')).status).toBeLessThan(300);
    await cloud.advance('PT20M');
    const followed = await cloud.call('GET', link, undefined, chrome);
    expect([followed.status, followed.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/^https:\/\/www\.example\.com\//),
    ]);
    expect((await cloud.call('HEAD', link, undefined, chrome)).status).toBe(302);
    expect((await cloud.call('GET', `${link.slice(0, -1)}!`, undefined, chrome)).status).toBe(404);
    await tells('open');
    await cloud.settle();
    const lead = await cloud.lead(id);
    expect(lead.behaviour).toMatchObject([
      { type: 'mail-click', points: 3, link: 1 },
      { type: 'mail-open', points: 1 },
    ]);
    expect(sum(lead.score.criteria)).toBe(lead.score.value);
  });

  it('is not known by what it does without consent', async () => {
    const id = await asks({ name: 'Jonas Reuter', email: 'ohne@firma.example' });
    const before = await cloud.lead(id);
    await does('price-page', { email: 'ohne@firma.example' });
    expect(await cloud.lead(id)).toEqual(before);
  });
});

it('a browser is told by which rules it finds its segments, and nobody is asked who it is (R118)', async () => {
  const { status, headers, json } = await cloud.call('GET', '/v1/segments');
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  expect(json.segments).toContainEqual({ id: 'prices', types: ['price-page'], atLeast: 1, withinDays: 30 });
  expect([json.names.pricing, json.pages[0]]).toEqual([
    'price-page',
    { path: '/preise', type: 'price-page' },
  ]);
});
