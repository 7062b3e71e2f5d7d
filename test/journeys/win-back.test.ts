import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

/** The company's own rules: back after a day or two, so that no half year has to be played. */
const winBack = [
  {
    id: 'price',
    from: 'lost',
    reasons: ['price'],
    afterDays: 1,
    to: 'owner',
    because: 'prices have changed',
  },
  {
    id: 'budget',
    from: 'lost',
    reasons: ['no-budget'],
    afterDays: 2,
    to: 'qualification',
    because: 'a new year',
  },
];

/** A hot lead that its owner lost; it agreed to a newsletter. */
async function lost(reason: string): Promise<{ id: string; email: string; owner: string }> {
  const inquiry = hotInquiry({ consent: { newsletter: { given: true } } });
  const { json } = await cloud.call('POST', '/v1/leads', inquiry);
  await cloud.settle();
  const { owner } = await cloud.lead(json.leadId);
  const { status } = await cloud.call('POST', `/v1/leads/${json.leadId}/actions`, { action: 'lost', reason });
  expect(status).toBe(200);
  await cloud.settle();
  return { id: json.leadId, email: String(inquiry.email), owner: owner.id };
}

/** Both are asked why at once, so that no fortnight has to be played. */
const lossSurvey = { afterDays: 0, later: 'owner' };

it('brings lost leads back by rule: to their former owner, or into a series of mails, and leaves who objects in peace (R137)', async () => {
  const path = '/_local/parameters/leitwerk/local/rules/deadlines';
  const { json } = await cloud.call('GET', path);
  await cloud.call('PUT', path, { ...json, version: 2, note: 'quick', winBack, lossSurvey });
  await cloud.settle();
  const [dear, poor, other, angry] = [
    await lost('price'),
    await lost('no-budget'),
    await lost('competitor'),
    await lost('price'),
  ];
  const refuses = { email: angry.email, message: 'Ich widerspreche der Nutzung meiner Daten für Werbung.' };
  expect((await cloud.call('POST', '/v1/leads', refuses)).json.leadId).toBe(angry.id);
  await cloud.settle();
  const ofWinBack = async (id: string) => {
    const { clocks } = await cloud.lead(id);
    return clocks.find(({ name }: { name: string }) => name === 'win-back')?.state;
  };
  expect(await Promise.all([dear, poor, other].map(({ id }) => ofWinBack(id)))).toEqual([
    'running',
    'running',
    undefined,
  ]);

  await cloud.advance('PT25H');
  const again = await cloud.lead(dear.id);
  expect(again).toMatchObject({
    state: 'assigned',
    owner: { id: dear.owner },
    assignment: { rule: 'route/former-owner' },
  });
  const told = (await cloud.mails()).filter(
    ({ tags }) => tags.leadId === dear.id && tags.kind === 'assigned',
  );
  expect(told).toHaveLength(2);
  expect((await cloud.lead(poor.id)).state).toBe('lost');
  const left = await cloud.lead(angry.id);
  expect(left.events.filter(({ type }: { type: string }) => type === 'LeadAssigned')).toHaveLength(1);

  await cloud.advance('PT25H');
  const back = await cloud.lead(poor.id);
  expect(back).toMatchObject({ state: 'qualifying', owner: null, nextAction: { who: 'marketing' } });
  expect(back.events).toContainEqual(
    expect.objectContaining({ type: 'NurtureBegun', data: { series: 'win-back' } }),
  );
  const series = (await cloud.mails(poor.email)).filter(({ tags }) => tags.kind === 'nurture');
  expect(series.map(({ tags }) => `${tags.series}/${tags.step}`)).toEqual(['win-back/changed']);
  expect((await cloud.lead(other.id)).state).toBe('lost');
}, 180_000);

it('asks who was lost for the reason, once, and keeps to what they say of coming back (R116, R137)', async () => {
  const people = [await lost('price'), await lost('competitor')] as const;
  const [closed, patient] = people;
  await cloud.advance('PT2M');
  const link = async ({ email }: { email: string }) => {
    const mails = (await cloud.mails(email)).filter(({ tags }) => tags.kind === 'survey');
    expect(mails.map(({ subject }) => subject)).toEqual(['Woran lag es?']);
    const { text = '' } = await PostalMime.parse(await cloud.mail(mails[0]?.n ?? 0));
    return /https?:\/\/[^/]+(\/v1\/questions\/[\w.-]+)/.exec(text)?.[1] ?? '';
  };
  const before = await cloud.lead(closed.id);
  const { json } = await cloud.call('GET', await link(closed));
  expect(json.questions.again.answers).toHaveLength(3);
  expect((await cloud.lead(closed.id)).version).toBe(before.version);

  const comment = 'Es ging uns zu langsam.';
  const today = (await cloud.call('GET', '/_local/clock')).json.now;
  const day = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10);
  const said = new URLSearchParams({ reason: 'service', again: 'never', comment });
  expect((await cloud.call('POST', await link(closed), said)).status).toBe(200);
  expect(
    (await cloud.call('POST', await link(patient), { reason: 'price', again: 'later', day })).status,
  ).toBe(200);
  await cloud.settle();
  const { lossSurvey: kept, events } = await cloud.lead(closed.id);
  expect(kept.answer).toMatchObject({ reason: 'service', winBack: 'never', comment });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'LossSurveyAnswered', by: 'person', rulesHash: expect.any(String) }),
  );

  await cloud.advance('PT49H');
  for (const { id } of people) expect((await cloud.lead(id)).state).toBe('lost');
  await cloud.advance('P2D');
  expect((await cloud.lead(closed.id)).state).toBe('lost');
  expect(await cloud.lead(patient.id)).toMatchObject({
    owner: { id: patient.owner },
    assignment: { rule: 'route/former-owner' },
  });
  expect((await cloud.mails(patient.email)).filter(({ tags }) => tags.kind === 'survey')).toHaveLength(1);
}, 180_000);
