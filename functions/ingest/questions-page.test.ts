import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { type Link, signLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { questionsAnswer } from './questions-page.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const rules = defaultRules();
let store: MemoryLeadStore;

async function begin(facts: Facts): Promise<void> {
  store = memoryLeadStore();
  const origin = { now: NOW, by: 'person', correlationId: 'cor_1' };
  const change = recordWatched('lead_1', null, [received(facts, NOW)], origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
}
beforeEach(() => begin({ email: 'eva@ott.example', firstName: 'Eva', lastName: 'Ott', country: 'DE' }));

const link = (over: Partial<Extract<Link, { purpose: 'questions' }>> = {}) =>
  signLink({ purpose: 'questions', leadId: 'lead_1', expires: '2027-04-01T00:00:00.000Z', ...over }, SECRET);

function ask(method: string, token: string, body?: string | object, headers: Record<string, string> = {}) {
  const isForm = typeof body === 'string';
  const event = httpEvent({
    method,
    path: `/v1/questions/${token}`,
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
  return questionsAnswer(ports, readRequest(event));
}

const names = (html: string) =>
  [...html.matchAll(/<(?:input|select)[^>]* name="(\w+)"/g)].map(([, name]) => name);

describe('the questionnaire behind a personal link (R44, R81, R84)', () => {
  it('asks the next three questions, each with its label, and tells nothing that is known', async () => {
    const { statusCode, body } = await ask('GET', link());
    expect(statusCode).toBe(200);
    expect(names(body)).toEqual(['need', 'timeframe', 'authority']);
    for (const name of names(body)) expect(body).toContain(`<label for="${name}">`);
    expect(body).not.toMatch(/Ott|eva@|<script/);
    expect(Buffer.byteLength(body)).toBeLessThan(30_000);
  });

  it('speaks the language of the reader', async () => {
    const { body } = await ask('GET', link(), undefined, { 'accept-language': 'en' });
    expect(body).toContain('When would you like to decide?');
  });

  it('takes answers as facts of the person, which are scored like all, and goes on with the next questions', async () => {
    const { statusCode, body } = await ask(
      'POST',
      link(),
      'need=concrete&timeframe=3+months&authority=decider',
    );
    expect(statusCode).toBe(200);
    expect(body).toContain('role="status"');
    expect(names(body)).toEqual(['orderVolume', 'company', 'postcode']);
    const found = await store.loadWithHistory('lead_1');
    expect(found?.lead.facts).toMatchObject({
      need: 'concrete',
      timeframe: '2027-04-19',
      authority: 'decider',
    });
    expect(found?.events.at(-1)).toMatchObject({
      type: 'FactsChanged',
      by: 'person',
      rule: 'ingest/questionnaire',
      data: { source: 'questionnaire' },
    });
  });

  it('branches: an answer opens the questions that hang on it', async () => {
    const rest = {
      need: 'general',
      timeframe: '2027-06-01',
      authority: 'user',
      orderVolume: 5,
      postcode: '20095',
    } as const;
    await begin({ email: 'eva@ott.example', ...rest });
    expect(names((await ask('GET', link())).body)).toEqual(['company', 'currentlyUses', 'industry']);
    expect(names((await ask('POST', link(), 'company=Ott+KG')).body)).toContain('employees');
  });

  it.each([
    {
      language: 'de',
      answers: [
        'Worum geht es Ihnen gerade? <strong>Ich plane einen Kauf</strong>',
        'Wann möchten Sie sich entscheiden? <strong>19. April 2027</strong>',
        'Welche Rolle haben Sie bei der Entscheidung? <strong>Ich entscheide</strong>',
      ],
      impression: 'Unser erster Eindruck',
      advice: 'Sie können sich direkt ein Angebot machen lassen',
    },
    {
      language: 'en',
      answers: [
        'What are you looking for at the moment? <strong>I plan to buy</strong>',
        'When would you like to decide? <strong>April 19, 2027</strong>',
        'What is your part in the decision? <strong>I decide</strong>',
      ],
      impression: 'Our first impression',
      advice: 'You can go straight to an offer',
    },
  ])(
    'thanks for answers with a first result in $language: how they were understood, and what they mean (R79)',
    async ({ language, answers, impression, advice }) => {
      const said = 'need=concrete&timeframe=3+months&authority=decider';
      const { body } = await ask('POST', link(), said, { 'accept-language': language });
      for (const text of [...answers, `<h2>${impression}</h2>`, advice]) expect(body).toContain(text);
      expect(body).not.toMatch(/Ott|eva@/);
      expect((await ask('GET', link(), undefined, { 'accept-language': language })).body).not.toContain(
        advice,
      );
    },
  );

  it('says what answers mean together with those before, and repeats none of these (R79)', async () => {
    const json = { accept: 'application/json' };
    const first = JSON.parse((await ask('POST', link(), { authority: 'user' }, json)).body);
    expect(first.result.advice.map(({ id }: { id: string }) => id)).toEqual(['convince']);
    const { result } = JSON.parse((await ask('POST', link(), { orderVolume: '80.000 €' }, json)).body);
    expect(result.understood).toEqual([{ id: 'volume', fact: 'orderVolume', value: 80_000 }]);
    expect(result.advice.map(({ id }: { id: string }) => id)).toEqual(['convince', 'trial']);
  });

  it.each([
    ['RivalSoft', '<strong>RivalSoft</strong>', true],
    ['noch nichts', '<strong>noch nichts</strong>', false],
  ])(
    'asks what is in use today, and advises who would switch (R75): %s',
    async (typed, understood, isSwitch) => {
      await begin({ email: 'eva@ott.example', need: 'general', timeframe: '2027-06-01', authority: 'user' });
      const { body } = await ask('POST', link(), new URLSearchParams({ currentlyUses: typed }).toString());
      expect(body).toContain(understood);
      expect(body.includes('Wer von einer anderen Lösung kommt')).toBe(isSwitch);
    },
  );

  it('thanks with the first result too when nothing is left to ask (R79)', async () => {
    const rest = {
      need: 'general',
      timeframe: '2027-06-01',
      authority: 'user',
      currentlyUses: 'nothing',
      orderVolume: 60_000,
    } as const;
    await begin({ ...rest, email: 'eva@ott.example', company: 'Ott', industry: 'IT', postcode: '20095' });
    const { body } = await ask('POST', link(), 'employees=1200');
    expect(names(body)).toEqual([]);
    expect(body).toContain('<strong>1.200</strong>');
    expect(body).toContain('Wo andere mitentscheiden');
  });

  it('thanks when nothing is left to ask', async () => {
    const all = {
      need: 'general',
      timeframe: '2027-06-01',
      authority: 'user',
      currentlyUses: 'nothing',
      orderVolume: 5,
      postcode: '20095',
    } as const;
    await begin({
      email: 'eva@ott.example',
      company: 'Ott',
      industry: 'IT',
      employees: 5,
      jobTitle: 'CTO',
      ...all,
    });
    const { body } = await ask('GET', link());
    expect(body).toContain('Vielen Dank');
    expect(names(body)).toEqual([]);
  });

  it.each(['GET', 'HEAD'])('changes nothing on %s, fifty times', async (method) => {
    for (let i = 0; i < 50; i++) await ask(method, link());
    expect(store.changes()).toHaveLength(1);
  });

  it.each([
    ['what was not asked', 'email=other%40evil.example&lastName=Evil&externalId=1'],
    ['nothing', ''],
    ['empty answers', 'need=&timeframe=&authority='],
    ['prototypes', '__proto__=1&constructor=2'],
  ])('takes no %s', async (_, body) => {
    expect((await ask('POST', link(), body)).statusCode).toBe(200);
    expect(store.changes()).toHaveLength(1);
  });

  it('takes the same answers once', async () => {
    for (let i = 0; i < 3; i++)
      await ask('POST', link(), { need: 'concrete' }, { accept: 'application/json' });
    expect(store.changes()).toHaveLength(2);
  });

  it.each([
    ['timeframe=whenever+Mercury+turns', 'timeframe'],
    ['need=perhaps+so', 'need'],
  ])('says what it does not understand of %s and changes nothing', async (body, field) => {
    const answer = await ask('POST', link(), body);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`id="${field}-problem"`);
    const data = await ask('POST', link(), body, { accept: 'application/json' });
    expect(JSON.parse(data.body).errors).toEqual([expect.objectContaining({ field })]);
    expect(store.changes()).toHaveLength(1);
  });

  it.each([
    ['forged', `${link().slice(0, -2)}xy`, 404],
    ['expired', link({ expires: NOW }), 410],
    [
      'for another purpose',
      signLink({ purpose: 'privacy', leadId: 'lead_1', expires: '2028-01-01T00:00:00.000Z' }, SECRET),
      404,
    ],
    ['of an unknown lead', link({ leadId: 'lead_9' }), 410],
  ])('refuses a link that is %s', async (_, token, status) => {
    expect((await ask('GET', token)).statusCode).toBe(status);
    expect((await ask('POST', token, 'need=concrete')).statusCode).toBe(status);
    expect(store.changes()).toHaveLength(1);
  });

  it.each([
    ['too long', 'x'.repeat(20_001), 'application/json', 413],
    ['no form', '<x/>', 'application/xml', 415],
    ['no JSON', '{', 'application/json', 400],
  ])('refuses a body that is %s', async (_, body, type, status) => {
    expect((await ask('POST', link(), body, { 'content-type': type })).statusCode).toBe(status);
  });
});
