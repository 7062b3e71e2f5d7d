import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Score } from '../../shared/domain/lead.ts';
import { coldInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
  await shorten();
}, 180_000);
afterAll(() => cloud?.stop());

const DAY_MS = 86_400_000;
const agreed = { consent: { newsletter: { given: true }, tracking: { given: true } } };

/** The company's own document: the mails of the shipped series on days 1, 3 and 4, so that no month has to be played. */
async function shorten(): Promise<void> {
  const path = '/_local/parameters/leitwerk/local/rules/nurture';
  const { json } = await cloud.call('GET', path);
  const days = [1, 2, 1];
  const quick = (step: object, index: number) => ({ ...step, days: days[index] });
  const welcome = json.series.find(({ id }: { id: string }) => id === 'welcome');
  const series = [{ ...welcome, steps: welcome.steps.map(quick) }];
  expect((await cloud.call('PUT', path, { ...json, version: 2, note: 'quick', series })).status).toBe(200);
  await cloud.settle();
}

async function asks(over: Record<string, unknown> = {}): Promise<{ id: string; email: string }> {
  const inquiry = coldInquiry({ product: 'consulting', ...over });
  const answer = await cloud.call('POST', '/v1/leads', inquiry);
  expect(answer.status).toBe(202);
  await cloud.settle();
  return { id: answer.json.leadId, email: String(inquiry.email) };
}

/** The mails of series that the person got, the earliest first, each with the day after the inquiry. */
async function series({ id, email }: { id: string; email: string }) {
  const { createdAt } = await cloud.lead(id);
  const mails = (await cloud.mails(email)).filter(({ tags }) => tags.kind === 'nurture');
  return mails.map(({ n, tags, sentAt }) => {
    const day = Math.floor((Date.parse(sentAt) - Date.parse(createdAt)) / DAY_MS);
    return { n, step: `${tags.series}/${tags.step}`, day };
  });
}
const steps = async (who: { id: string; email: string }) =>
  (await series(who)).map(({ step, day }) => `${step} on day ${day}`);

/** What became of the series of a lead. */
async function clock(id: string) {
  const { clocks } = await cloud.lead(id);
  return clocks.find(({ name }: { name: string }) => name === 'nurture')?.state;
}

describe('leads that are not ripe', () => {
  it('get the mails of a series on their days with consent alone, until they unsubscribe with one click or are hot (R117, R119)', async () => {
    const [reader, silent, eager] = [await asks(agreed), await asks(), await asks(agreed)];
    expect((await cloud.lead(reader.id)).events).toContainEqual(
      expect.objectContaining({ type: 'NurtureBegun', rule: 'score/nurture', rulesHash: expect.any(String) }),
    );
    expect([await clock(reader.id), await clock(silent.id)]).toEqual(['running', undefined]);

    await cloud.advance('PT20H');
    expect(await steps(reader)).toEqual([]);
    await cloud.advance('PT10H');
    expect(await steps(reader)).toEqual(['welcome/example on day 1']);
    expect(await steps(eager)).toEqual(['welcome/example on day 1']);

    const at = (await cloud.call('GET', '/_local/clock')).json.now;
    for (const type of ['white-paper', 'webinar-sign-up', 'price-page']) {
      await cloud.call('POST', '/v1/events', { type, at, email: eager.email });
      await cloud.settle();
    }
    expect(await cloud.lead(eager.id)).toMatchObject({ class: 'hot', state: 'assigned' });
    expect(await clock(eager.id)).not.toBe('running');

    await cloud.advance('P2D');
    const got = await series(reader);
    expect(await steps(reader)).toEqual(['welcome/example on day 1', 'welcome/demo on day 3']);

    const { headers } = await PostalMime.parse(await cloud.mail(got.at(-1)?.n ?? 0));
    const said = (name: string) => headers.find(({ key }) => key === name)?.value ?? '';
    expect(said('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const page = /^<https?:\/\/[^/]+(\/v1\/privacy\/[\w.-]+)>$/.exec(said('list-unsubscribe'))?.[1] ?? '';
    const once = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await cloud.call('POST', page, once)).status).toBe(200);
    await cloud.settle();
    expect((await cloud.lead(reader.id)).consents.newsletter).toMatchObject({ given: false });
    expect(await clock(reader.id)).not.toBe('running');

    await cloud.advance('P2D');
    expect(await steps(reader)).toHaveLength(2);
    expect(await steps(eager)).toHaveLength(1);
    expect(await steps(silent)).toEqual([]);
  }, 120_000);
});

describe('a month later, without a scan of the table, leads that are not ripe', () => {
  const unknown = Object.fromEntries(
    ['need', 'timeframe', 'authority', 'orderVolume', 'budget'].map((fact) => [fact, undefined]),
  );
  type Person = Awaited<ReturnType<typeof asks>>;
  let people: Record<'willing' | 'silent' | 'patient' | 'reader' | 'newcomer' | 'supplier', Person>;
  const asked = async ({ email }: Person) =>
    (await cloud.mails(email)).filter(({ tags }) => tags.kind === 'questions');

  /** Somebody who wants to sell to us, where rules keep nobody at rest for more than a month. */
  async function setAside(): Promise<Person> {
    const path = '/_local/parameters/leitwerk/local/rules/retention';
    const { json } = await cloud.call('GET', path);
    const rules = json.rules.map((rule: object) => ({ ...rule, keepDays: 30 }));
    expect((await cloud.call('PUT', path, { ...json, version: 2, note: 'a month', rules })).status).toBe(200);
    const supplier = await asks();
    const set = { action: 'override', exclusion: 'supplier', reason: 'sells paper' };
    expect((await cloud.call('POST', `/v1/leads/${supplier.id}/actions`, set)).status).toBe(200);
    return supplier;
  }

  beforeAll(async () => {
    const inHouse = {
      ...{ company: 'Nordwerft GmbH', email: 'petersen@nordwerft.example', orderVolume: 8_000 },
      ...{ industry: 'IT', employees: 120, timeframe: undefined, budget: undefined },
    };
    const ripening = { need: 'concrete', authority: 'decider', orderVolume: 80_000, budget: undefined };
    people = {
      willing: await asks({ ...agreed, ...unknown, language: 'en' }),
      silent: await asks(unknown),
      patient: await asks({ ...ripening, timeframe: '190 days' }),
      reader: await asks({ ...agreed, ...unknown, industry: undefined, employees: undefined }),
      newcomer: await asks({ ...agreed, ...inHouse, industry: undefined, employees: undefined }),
      supplier: await setAside(),
    };
    // What a colleague tells later is there when the round begins.
    await asks({ ...inHouse, firstName: 'Ole', lastName: 'Thomsen', email: 'thomsen@nordwerft.example' });
    const at = (await cloud.call('GET', '/_local/clock')).json.now;
    await cloud.call('POST', '/v1/events', { type: 'white-paper', at, email: people.reader.email });
    await cloud.advance('P29D');
    expect(await asked(people.willing)).toEqual([]);
    for (const [who, expected] of [
      ['willing', { class: 'cold', round: 0 }],
      ['patient', { class: 'warm', round: 0 }],
      ['reader', { stage: 'MQL', round: 0 }],
    ] as const)
      expect(await cloud.lead(people[who].id), who).toMatchObject({ ...expected, state: 'qualifying' });
    expect(await cloud.lead(people.supplier.id)).toMatchObject({ state: 'excluded' });
    await cloud.advance('P2D');
  }, 240_000);

  it('are kept while somebody works on them; one at rest is erased when its rule ends, and not before (R198)', async () => {
    expect((await cloud.call('GET', `/v1/leads/${people.supplier.id}`)).status).toBe(410);
    expect(await cloud.lead(people.silent.id)).toMatchObject({ state: 'qualifying' });
  });

  it('are asked by mail for what is missing; they get a first result for their answers, which change their class at once (R79, R80, R103, R104)', async () => {
    const { willing, silent } = people;
    expect(await asked(silent)).toEqual([]);
    const [mail, ...others] = await asked(willing);
    expect([mail?.subject, others]).toEqual(['Two or three questions about your plans', []]);
    const { text = '' } = await PostalMime.parse(await cloud.mail(mail?.n ?? 0));
    const link = /https?:\/\/[^/]+(\/v1\/questions\/[\w.-]+)/.exec(text)?.[1] ?? '';
    const { json } = await cloud.call('GET', link);
    expect(json.questions.map(({ fact }: { fact: string }) => fact)).toEqual([
      'need',
      'timeframe',
      'authority',
    ]);
    const answer = async (language: string, said: Record<string, string>) => {
      const headers = { accept: 'text/html', 'accept-language': language };
      return (await cloud.call('POST', link, new URLSearchParams(said), headers)).text;
    };
    const english = await answer('en', { need: 'concrete', timeframe: 'now', authority: 'decider' });
    for (const words of [
      'This is how we understood',
      '<strong>I decide</strong>',
      'You can go straight to an offer',
    ])
      expect(english).toContain(words);
    await cloud.settle();
    const lead = await cloud.lead(willing.id);
    expect(lead).toMatchObject({ class: 'hot', state: 'assigned', round: 1 });
    const told = lead.events.map(({ type }: { type: string }) => type);
    const story = ['RoundBegun', 'QuestionsSent', 'FactsChanged', 'LeadScored', 'LeadAssigned'];
    expect(told.slice(told.indexOf('RoundBegun')).filter((type: string) => story.includes(type))).toEqual(
      story,
    );
    const german = await answer('de', { orderVolume: '60000' });
    for (const words of [
      'So haben wir Ihre Antworten verstanden',
      '<strong>60.000</strong>',
      'Bei diesem Umfang',
    ])
      expect(german).toContain(words);
  }, 120_000);

  it('are looked up before they are asked: the mail of a round asks for what nobody in the house told (R76, R77, R80)', async () => {
    const { newcomer } = people;
    const { events, facts } = await cloud.lead(newcomer.id);
    expect(facts).toMatchObject({ industry: 'IT', employees: 120 });
    const at = (type: string) =>
      Date.parse(events.findLast((event: { type: string }) => event.type === type)?.at);
    expect(at('FactsLookedUp')).toBeGreaterThanOrEqual(at('RoundBegun'));
    expect(at('QuestionsSent') - at('RoundBegun')).toBeGreaterThanOrEqual(120_000);
    const [mail] = await asked(newcomer);
    const { text = '' } = await PostalMime.parse(await cloud.mail(mail?.n ?? 0));
    const link = /https?:\/\/[^/]+(\/v1\/questions\/[\w.-]+)/.exec(text)?.[1] ?? '';
    const { json } = await cloud.call('GET', link);
    const wanted = json.questions.map(({ fact }: { fact: string }) => fact);
    expect(wanted).toContain('timeframe');
    expect(wanted).not.toContain('industry');
    expect(wanted).not.toContain('employees');
  });

  it('are scored anew: what was planned for later is near by then, and what they did counts less (R98, R103)', async () => {
    const patient = await cloud.lead(people.patient.id);
    expect(patient).toMatchObject({ class: 'hot', state: 'assigned', nextAction: { what: 'accept' } });
    const scores = patient.events.filter(({ type }: { type: string }) => type === 'LeadScored');
    const times = scores.map(({ data }: { data: { score: Score } }) =>
      data.score.criteria.find(({ fact }) => fact === 'timeframe'),
    );
    expect(times).toMatchObject([{ rating: 2 }, { rating: 3 }]);
    const reader = await cloud.lead(people.reader.id);
    expect(reader).toMatchObject({ stage: null, state: 'qualifying', round: 1 });
    expect(Date.parse(reader.nextAction.due)).toBeGreaterThan(Date.parse(patient.updatedAt));
  });
});
