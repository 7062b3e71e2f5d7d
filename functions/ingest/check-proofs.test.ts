import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { answerForm } from './answer-form.ts';
import { repeatedTexts } from './repeated-text.ts';
import { challengeAnswer, tokenAnswer } from './show-form.ts';

const intake = defaultDocument('intake').document;
const SECRET = 'link secret';
const anna = { email: 'anna.berg@firma.example', name: 'Anna Berg', message: 'Bitte ein Angebot.' };
const strict = { token: true, work: true };

function setUp(instead: Partial<IntakeDocument> = {}) {
  let at = Date.parse('2026-11-24T09:00:00.000Z');
  const now = () => new Date(at).toISOString();
  const ports = {
    store: memoryLeadStore({ now }),
    rules: defaultRules({ intake: { ...intake, ...instead } }),
    limit: memoryRateLimit(),
    raw: memoryObjects(),
    now,
    hashKey: 'table',
    secret: async () => SECRET,
    heard: repeatedTexts(),
  };
  return {
    now,
    wait(seconds: number) {
      at += seconds * 1000;
    },
    async post(fields: object, headers: Record<string, string> = {}) {
      const body = JSON.stringify({ ...anna, ...fields });
      const sent = { 'content-type': 'application/json', origin: 'https://www.example.com', ...headers };
      const {
        statusCode,
        body: text,
        headers: told,
      } = await answerForm(ports, readRequest(httpEvent({ path: '/v1/leads', body, headers: sent })));
      const answer = JSON.parse(text);
      const inquiry = answer.inquiryId ? await ports.store.loadInquiry(answer.inquiryId) : null;
      const codes = (inquiry?.findings ?? answer.errors ?? []).map(({ code }: { code: string }) => code);
      return { statusCode, outcome: answer.outcome, codes, inquiry, answer, told };
    },
    leitwerkToken: (): string => JSON.parse(tokenAnswer(SECRET, now()).body).token,
    /** What the widget does: it tries numbers until one fits. */
    altcha(): string {
      const task = JSON.parse(challengeAnswer(SECRET, now()).body);
      const hash = (number: number) =>
        createHash('sha256')
          .update(task.salt + number)
          .digest('hex');
      const tries = Array.from({ length: task.maxnumber }, (_, number) => number);
      const number = tries.find((tried) => hash(tried) === task.challenge);
      return Buffer.from(JSON.stringify({ ...task, number, took: 12 })).toString('base64');
    },
  };
}
type Site = ReturnType<typeof setUp>;
let site: Site;
beforeEach(() => {
  site = setUp();
});

describe('the token of a form', () => {
  it('is asked of nobody unless the rules say so, and raises no doubt where it is right', async () => {
    expect((await site.post({})).codes).toEqual([]);
    const leitwerkToken = site.leitwerkToken();
    site.wait(20);
    const { outcome, codes, inquiry } = await site.post({ leitwerkToken });
    expect([outcome, codes]).toEqual(['merged', []]);
    expect(inquiry?.extra).toEqual({});
  });

  it.each<[string, (site: Site) => object, string, string]>([
    ['filled in within two seconds', (at) => late(at, 2), 'quarantined', 'too-fast'],
    ['left open for five hours', (at) => late(at, 5 * 3600), 'created', 'token-expired'],
    [
      'with a token of its own making',
      () => ({ leitwerkToken: 'abcdefgh.id.sig' }),
      'quarantined',
      'token-forged',
    ],
  ])('a form %s is noticed', async (_what, fields, outcome, code) => {
    const taken = await site.post(fields(site));
    expect([taken.statusCode, taken.outcome, taken.codes]).toEqual([202, outcome, [code]]);
  });

  it('serves three inquiries, not a fourth; and what a program sends again is no other', async () => {
    const leitwerkToken = site.leitwerkToken();
    site.wait(20);
    for (let i = 0; i < 5; i++) await site.post({ leitwerkToken }, { 'idempotency-key': 'same' });
    const taken = [];
    for (let i = 0; i < 3; i++) taken.push((await site.post({ leitwerkToken })).codes);
    expect(taken).toEqual([[], [], ['token-reused']]);
  });

  it('that is missing is a doubt where the rules ask for it, whatever the form calls itself; weighed as they say', async () => {
    site = setUp({ sources: { 'www.example.com': { ...strict, work: false } } });
    expect((await site.post({})).codes).toEqual(['token-missing']);
    expect((await site.post({ source: 'fair' })).codes).toEqual(['token-missing']);
    expect((await site.post({}, { origin: 'https://www.example.org' })).codes).toEqual([]);
    site = setUp({ sources: { '*': { ...strict, work: false } }, severities: { 'token-missing': 'reject' } });
    const { statusCode, codes } = await site.post({}, { origin: 'https://constructor' });
    expect([statusCode, codes]).toEqual([422, ['token-missing']]);
  });
});

describe('the work of a browser', () => {
  beforeEach(() => {
    site = setUp({ sources: { 'www.example.com': { ...strict, token: false } } });
  });

  it('is refused where it is missing, and good for one inquiry', async () => {
    const missing = await site.post({});
    expect([missing.statusCode, missing.codes]).toEqual([422, ['work-missing']]);
    const altcha = site.altcha();
    expect((await site.post({ altcha })).outcome).toBe('created');
    const replayed = await site.post({ altcha });
    expect([replayed.statusCode, replayed.codes]).toEqual([422, ['work-unproven']]);
  });

  it('is not lost by a mistake in another field, which is listed beside it', async () => {
    const altcha = site.altcha();
    expect((await site.post({ altcha, email: 'anna@' })).codes).toEqual(['email-invalid']);
    expect((await site.post({ altcha: 'x', email: 'anna@' })).codes).toEqual([
      'email-invalid',
      'work-unproven',
    ]);
    expect((await site.post({ altcha })).outcome).toBe('created');
  });

  it('sent again with its Idempotency-Key gets the same answer, with another key it is a replay', async () => {
    const altcha = site.altcha();
    const [first, again] = [
      await site.post({ altcha }, { 'idempotency-key': 'a' }),
      await site.post({ altcha }, { 'idempotency-key': 'a' }),
    ];
    expect(again.answer).toEqual(first.answer);
    expect((await site.post({ altcha }, { 'idempotency-key': 'b' })).statusCode).toBe(422);
  });
});

describe('a source with a limit of its own', () => {
  it('is slowed down in all, from whatever addresses, and says how long to wait', async () => {
    const limit = { perMinute: 6, burst: 2 };
    site = setUp({ sources: { 'www.example.com': { ...strict, token: false, work: false, limit } } });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await site.post({})).statusCode);
    expect(statuses).toEqual([202, 202, 429]);
    expect((await site.post({})).told['retry-after']).toBe('10');
    expect((await site.post({}, { origin: 'https://www.example.org' })).statusCode).toBe(202);
    site.wait(10);
    expect((await site.post({})).statusCode).toBe(202);
  });

  it('shares that of all others where it is not named', async () => {
    const limit = { perMinute: 6, burst: 2 };
    site = setUp({ sources: { '*': { token: false, work: false, limit } } });
    const statuses = [];
    for (const origin of ['https://a.example', 'https://b.example', 'https://c.example'])
      statuses.push((await site.post({}, { origin })).statusCode);
    expect(statuses).toEqual([202, 202, 429]);
  });
});

function late(at: Site, seconds: number): object {
  const leitwerkToken = at.leitwerkToken();
  at.wait(seconds);
  return { leitwerkToken };
}
