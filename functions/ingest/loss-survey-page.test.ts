import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { signLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { loses, received } from '../../test/fixtures/lead.ts';
import { questionsAnswer } from './questions-page.ts';

const LOST = '2027-01-04T09:00:00.000Z';
const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const rules = defaultRules();
let store: MemoryLeadStore;

async function write(drafts: readonly Draft[], now: string): Promise<void> {
  const before = await store.load('lead_1');
  const origin = { now, by: 'system', correlationId: 'cor_1' };
  const change = recordWatched('lead_1', before, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: before?.version ?? null });
}
beforeEach(async () => {
  store = memoryLeadStore();
  await write(
    [received({ email: 'eva@ott.example', firstName: 'Eva', lastName: 'Ott' }, LOST), ...loses],
    LOST,
  );
});

const link = (over: { run?: string; expires?: string } = {}) =>
  signLink(
    {
      purpose: 'survey',
      leadId: 'lead_1',
      run: 'loss-survey:1',
      expires: '2027-04-01T00:00:00.000Z',
      ...over,
    },
    SECRET,
  );

function ask(method: string, token: string, body?: Record<string, string>, accept = 'text/html') {
  const event = httpEvent({
    method,
    path: `/v1/questions/${token}`,
    params: { token },
    headers: {
      accept,
      'accept-language': 'de',
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(body === undefined ? {} : { body: new URLSearchParams(body).toString() }),
  });
  return questionsAnswer({ store, rules, secret: async () => SECRET, now: () => NOW }, readRequest(event));
}

async function answers() {
  const found = await store.loadWithHistory('lead_1');
  expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: expect.any(Number) });
  return (found?.events ?? []).flatMap((event) => (event.type === 'LossSurveyAnswered' ? [event.data] : []));
}

describe('the page that asks about a loss (R116, R137)', () => {
  it('asks why and whether to come back, each with its label, without a script, and tells nothing that is known', async () => {
    const { statusCode, body } = await ask('GET', link());
    expect(statusCode).toBe(200);
    const names = [...body.matchAll(/<(?:input|select|textarea)[^>]* name="(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['reason', 'again', 'day', 'comment']);
    for (const name of names) expect(body).toContain(`<label for="${name}">`);
    expect(body).not.toMatch(/Ott|eva@|<script/);
    expect(Buffer.byteLength(body)).toBeLessThan(30_000);
    expect(await answers()).toEqual([]);
  });

  it.each(['GET', 'HEAD'])(
    'changes nothing on %s, fifty times, before and after the answer',
    async (method) => {
      for (const said of [null, { reason: 'price', again: 'never' }]) {
        if (said) await ask('POST', link(), said);
        const before = JSON.stringify(await store.loadWithHistory('lead_1'));
        for (let i = 0; i < 50; i++) expect((await ask(method, link())).statusCode).toBe(200);
        expect(JSON.stringify(await store.loadWithHistory('lead_1'))).toBe(before);
      }
    },
  );

  it('is of no use behind a link of which one letter is another', async () => {
    const token = link();
    for (let at = 0; at < token.length; at += 3) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect((await ask('POST', changed, { reason: 'price' })).statusCode, `${at}`).toBe(404);
    }
    expect(await answers()).toEqual([]);
  });

  it('takes the answer once, as said by the person by the rules that asked', async () => {
    const said = { reason: 'service', again: 'later', day: '2027-09-01', comment: 'Zu lange\r\ngewartet' };
    expect((await ask('POST', link(), said)).body).toContain('Vielen Dank');
    const data = { run: 'loss-survey:1', ...said, winBack: 'on-day', comment: 'Zu lange\ngewartet' };
    expect(await answers()).toEqual([data]);
    expect((await store.load('lead_1'))?.lossSurvey?.answer).toMatchObject({
      reason: 'service',
      day: '2027-09-01',
    });
    expect((await ask('POST', link(), { reason: 'price' })).statusCode).toBe(200);
    expect((await ask('GET', link())).body).toContain('Vielen Dank');
    expect(await answers()).toEqual([data]);
  });

  it('keeps no day and no comment that were not asked for', async () => {
    await ask('POST', link(), { again: 'never', day: '2027-09-01', comment: '  ', state: 'won' });
    expect(await answers()).toEqual([{ run: 'loss-survey:1', again: 'never', winBack: 'never' }]);
  });

  it('takes no empty answer', async () => {
    expect((await ask('POST', link(), { reason: '', again: '', day: '', comment: '' })).statusCode).toBe(200);
    expect(await answers()).toEqual([]);
  });

  it.each([
    ['an answer that was not offered', { reason: 'because' }, 'reason', 'unknown'],
    ['no day', { again: 'later' }, 'day', 'day-missing'],
    ['what is no day', { again: 'later', day: 'bald' }, 'day', 'day-unusable'],
    ['today', { again: 'later', day: '2027-01-19' }, 'day', 'day-over'],
    ['a day too far away', { again: 'later', day: '2032-01-20' }, 'day', 'day-unusable'],
    ['a text longer than the field', { comment: 'x'.repeat(1001) }, 'comment', 'too-long'],
  ])(
    'asks again where somebody sends %s, and keeps what they said',
    async (_, said: Record<string, string>, field, code) => {
      const shown = await ask('POST', link(), { ...said, reason: said.reason ?? 'price' });
      expect(shown.statusCode).toBe(422);
      expect(shown.body).toContain(`id="${field}-problem"`);
      if (!said.reason) expect(shown.body).toContain('<option value="price" selected>');
      const told = await ask('POST', link(), said, 'application/json');
      expect(JSON.parse(told.body)).toMatchObject({ errors: [{ field, code }] });
      expect(await answers()).toEqual([]);
    },
  );

  it('takes the last day that somebody may name', async () => {
    await ask('POST', link(), { again: 'later', day: '19.01.2032' });
    expect(await answers()).toMatchObject([{ day: '2032-01-19' }]);
  });

  it.each([
    ['that is over', () => link({ expires: NOW }), 410],
    ['of no loss', () => link({ run: 'loss-survey:2' }), 410],
    ['that was changed', () => `${link()}x`, 404],
    [
      'of another page',
      () => signLink({ purpose: 'privacy', leadId: 'lead_1', expires: '2028-01-01T00:00:00.000Z' }, SECRET),
      404,
    ],
  ])('is of no use behind a link %s', async (_, token, status) => {
    for (const method of ['GET', 'POST'])
      expect((await ask(method, token(), { reason: 'price' })).statusCode).toBe(status);
    expect(await answers()).toEqual([]);
  });

  it('is of no use about a loss that another one followed', async () => {
    await write(
      [{ type: 'LeadRequalified', data: { reason: 'asks' }, to: 'qualifying' }, ...loses.slice(1)],
      NOW,
    );
    expect((await ask('POST', link(), { reason: 'price' })).statusCode).toBe(410);
    expect((await ask('POST', link({ run: 'loss-survey:2' }), { reason: 'price' })).statusCode).toBe(200);
    expect(await answers()).toMatchObject([{ run: 'loss-survey:2' }]);
  });
});
