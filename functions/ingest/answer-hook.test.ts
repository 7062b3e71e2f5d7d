import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { answerHook } from './answer-hook.ts';
import { parseKeys } from './hook-keys.ts';

const now = '2026-11-24T09:00:00.000Z';
const milliseconds = String(Date.parse(now));
const intake = defaultDocument('intake').document;

type Get = Parameters<typeof answerHook>[0]['get'];
const nothing: Get = async () => ({ status: 404, body: Buffer.from('') });

function setUp(keys: Record<string, string> = {}, stage = 'test', get = nothing) {
  const ports = {
    store: memoryLeadStore({ now: () => now }),
    rules: defaultRules({ intake }),
    limit: memoryRateLimit(),
    raw: memoryObjects(),
    now: () => now,
    hashKey: 'table',
    keys: async () => keys,
    stage,
    get,
  };
  async function call(
    source: string,
    request: Omit<Parameters<typeof httpEvent>[0] & object, 'path' | 'params'>,
  ) {
    const path = `/v1/hooks/${source}`;
    const headers = { host: 'leads.example', 'content-type': 'application/json', ...request.headers };
    const answer = await answerHook(
      ports,
      readRequest(httpEvent({ ...request, path, params: { source }, headers })),
    );
    return { ...answer, inquiries: () => JSON.parse(answer.body).inquiries };
  }
  const post = (source: string, body: unknown, headers: Record<string, string> = {}, query = {}) =>
    call(source, { body: typeof body === 'string' ? body : JSON.stringify(body), headers, query });
  return { ...ports, call, post };
}

let hooks = setUp();
beforeEach(() => {
  hooks = setUp();
});

const cf7 = 'your-name=Anna+Berg&your-email=anna.berg@firma.example&your-message=Zwanzig+Lizenzen+bitte';
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a lead out of a tool (R38)', () => {
  it('begins a lead and is answered 200', async () => {
    const answer = await hooks.post('contact-form-7', cf7, urlencoded);
    expect(answer.statusCode).toBe(200);
    const [{ leadId, inquiryId, outcome }] = answer.inquiries();
    expect(outcome).toBe('created');
    expect(await hooks.store.load(leadId)).toMatchObject({
      facts: { name: 'Anna Berg', email: 'anna.berg@firma.example' },
    });
    expect(await hooks.store.loadInquiry(inquiryId)).toMatchObject({
      source: 'contact-form-7',
      text: 'Zwanzig Lizenzen bitte',
      raw: { in: 'item', body: cf7 },
    });
  });

  it('sent again by the tool adds nothing', async () => {
    const [first] = (await hooks.post('contact-form-7', cf7, urlencoded)).inquiries();
    const again = await hooks.post('contact-form-7', cf7, urlencoded);
    expect(again.statusCode).toBe(200);
    expect(again.inquiries()).toMatchObject([{ outcome: 'duplicate', inquiryId: first.inquiryId }]);
    expect((await hooks.store.load(first.leadId))?.version).toBe(1);
  });

  it('without a way to find a person in it is kept as it came, and waits', async () => {
    for (const body of ['{"hello":"world"}', 'nonsense {{{', '[]', '{"a":', '']) {
      const answer = await hooks.post('jotform', body);
      expect(answer.statusCode, body).toBe(200);
      const [{ inquiryId, outcome }] = answer.inquiries();
      expect(outcome).toBe('quarantined');
      expect(await hooks.store.loadInquiry(inquiryId)).toMatchObject({
        reason: 'not-understood',
        leadId: null,
        raw: { body },
      });
    }
  });

  it('that only tries the tool out is set aside', async () => {
    hooks = setUp({ 'google-ads': 'k' });
    const body = {
      lead_id: '1',
      is_test: true,
      google_key: 'k',
      user_column_data: [{ column_id: 'EMAIL', string_value: 'a@firma.example' }],
    };
    const [{ inquiryId }] = (await hooks.post('google-ads', body)).inquiries();
    expect(await hooks.store.loadInquiry(inquiryId)).toMatchObject({
      outcome: 'ignored',
      reason: 'test-lead',
      leadId: null,
    });
  });

  it('several in one body are several inquiries, each once', async () => {
    hooks = setUp({}, 'local');
    const lead = (id: string) => ({
      id,
      campaign_name: 'Herbst',
      field_data: [{ name: 'email', values: [`a${id}@firma.example`] }],
    });
    const answer = await hooks.post('meta', { data: [lead('1'), lead('2'), lead('1')] });
    expect(answer.inquiries().map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'created',
      'created',
    ]);
  });

  it('of a source that nobody configured is 404, too much 413, too often 429', async () => {
    expect((await hooks.post('nobody', {})).statusCode).toBe(404);
    expect((await hooks.post('jotform', 'x'.repeat(1024 * 1024 + 1))).statusCode).toBe(413);
    const { burst } = intake.limit;
    for (let i = 0; i < burst; i++) await hooks.post('jotform', { i });
    expect(await hooks.post('jotform', {})).toMatchObject({
      statusCode: 429,
      headers: { 'retry-after': expect.any(String) },
    });
  });
});

describe('a tool that only names its lead (R38)', () => {
  const named = {
    object: 'page',
    entry: [{ changes: [{ value: { leadgen_id: '77', form_id: '1', ad_id: '2' } }] }],
  };
  const lead = {
    id: '77',
    campaign_name: 'Herbst',
    field_data: [{ name: 'email', values: ['anna.berg@firma.example'] }],
  };

  it('is asked for it, with the token that was agreed', async () => {
    const asked: unknown[] = [];
    hooks = setUp({ 'meta.token': 'abc' }, 'local', async (url, headers) => {
      asked.push([new URL(url).origin + new URL(url).pathname, headers.authorization]);
      return { status: 200, body: Buffer.from(JSON.stringify(lead)) };
    });
    const [{ outcome, inquiryId }] = (await hooks.post('meta', named)).inquiries();
    expect(outcome).toBe('created');
    expect(asked).toEqual([['https://graph.facebook.com/v23.0/77', 'Bearer abc']]);
    const kept = await hooks.store.loadInquiry(inquiryId);
    expect(kept).toMatchObject({
      facts: { externalId: '77', campaign: 'Herbst' },
      raw: { body: JSON.stringify(lead) },
    });
    expect((await hooks.post('meta', named)).inquiries()).toMatchObject([{ outcome: 'duplicate' }]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['refuses it', { 'meta.token': 'abc' }, 403],
    ['was given no token', {}, 200],
  ])('and %s: what it named is kept and waits', async (_, keys, status) => {
    hooks = setUp(keys, 'local', async () => ({ status, body: Buffer.from('{}') }));
    const [{ inquiryId }] = (await hooks.post('meta', named)).inquiries();
    expect(await hooks.store.loadInquiry(inquiryId)).toMatchObject({
      outcome: 'quarantined',
      reason: 'needs-retrieval',
      facts: { externalId: '77' },
    });
  });

  it('and is busy has to send it again: nothing is stored', async () => {
    hooks = setUp({ 'meta.token': 'abc' }, 'local', async () => ({ status: 503, body: Buffer.from('') }));
    await expect(hooks.post('meta', named)).rejects.toThrow('service-unavailable');
    expect((await hooks.store.listInquiries({ limit: 10 })).items).toEqual([]);
  });
});

const body = JSON.stringify({ hello: 'world' });
const key = 'geheim';
const hex = (over: string) => createHmac('sha256', key).update(over).digest('hex');
const base64 = (over: string) => createHmac('sha256', key).update(over).digest('base64');
function token(hash: string) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256' })}.${part({ iss: 'netlify', sha256: hash })}`;
  return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`;
}
const seconds = milliseconds.slice(0, 10);
const stale = String(Date.parse(now) - 6 * 60 * 1000);
const sha256 = createHash('sha256').update(body).digest('hex');

describe('a signature', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'typeform',
      { 'typeform-signature': `sha256=${base64(body)}` },
      { 'typeform-signature': `sha256=${base64(`${body} `)}` },
    ],
    [
      'meta',
      { 'x-hub-signature-256': `sha256=${hex(body)}` },
      { 'x-hub-signature-256': `sha1=${hex(body)}` },
    ],
    ['tally', { 'tally-signature': base64(body) }, { 'tally-signature': hex(body) }],
    ['linkedin', { 'x-li-signature': `hmacsha256=${hex(body)}` }, {}],
    [
      'webflow',
      { 'x-webflow-timestamp': milliseconds, 'x-webflow-signature': hex(`${milliseconds}:${body}`) },
      { 'x-webflow-timestamp': stale, 'x-webflow-signature': hex(`${stale}:${body}`) },
    ],
    [
      'hubspot',
      {
        'x-hubspot-request-timestamp': milliseconds,
        'x-hubspot-signature-v3': base64(`POSThttps://leads.example/v1/hooks/hubspot${body}${milliseconds}`),
      },
      {
        'x-hubspot-request-timestamp': milliseconds,
        'x-hubspot-signature-v3': base64(`POSThttps://other.example/v1/hooks/hubspot${body}${milliseconds}`),
      },
    ],
    [
      'formspree',
      { 'formspree-signature': `t=${seconds},v1=${hex(`${seconds}.${body}`)}` },
      { 'formspree-signature': `t=${seconds},v1=${hex(`${stale}.${body}`)}` },
    ],
    ['netlify', { 'x-webhook-signature': token(sha256) }, { 'x-webhook-signature': token('0') }],
    ['jotform', { 'x-hook-key': key }, { 'x-hook-key': 'falsch' }],
  ])('of %s is checked where it has one', async (source, right, wrong) => {
    hooks = setUp({ [source]: key });
    expect((await hooks.post(source, body, right)).statusCode).toBe(200);
    expect((await hooks.post(source, body, wrong)).statusCode).toBe(401);
    expect((await hooks.post(source, body)).statusCode).toBe(401);
  });

  it('is asked for where the tool signs and no key is configured, but not on the local stage', async () => {
    for (const source of ['typeform', 'meta', 'google-ads', 'webflow', 'hubspot', 'netlify'])
      expect((await hooks.post(source, body)).statusCode, source).toBe(401);
    expect((await setUp({}, 'local').post('typeform', body)).statusCode).toBe(200);
  });

  it('may be the key itself: in the body for Google, in the address for tools that sign nothing', async () => {
    hooks = setUp({ 'google-ads': key, elementor: key });
    expect((await hooks.post('google-ads', { google_key: key })).statusCode).toBe(200);
    expect((await hooks.post('google-ads', { google_key: 'falsch' })).statusCode).toBe(401);
    expect((await hooks.post('elementor', {}, {}, { key })).statusCode).toBe(200);
  });
});

describe('the handshake of a tool', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'abgemacht' };

  it('gives Meta its challenge back, if it knows the token', async () => {
    hooks = setUp({ 'meta.verify': 'abgemacht' });
    const answer = await hooks.call('meta', { method: 'GET', query: asked });
    expect(answer).toMatchObject({ statusCode: 200, body: '1158201444' });
    const other = { ...asked, 'hub.verify_token': 'geraten' };
    expect((await hooks.call('meta', { method: 'GET', query: other })).statusCode).toBe(401);
    const script = { ...asked, 'hub.challenge': '<script>' };
    expect((await hooks.call('meta', { method: 'GET', query: script })).statusCode).toBe(401);
  });

  it('signs the challenge of LinkedIn', async () => {
    hooks = setUp({ linkedin: key });
    const answer = await hooks.call('linkedin', { method: 'GET', query: { challengeCode: '890e4665' } });
    expect(JSON.parse(answer.body)).toEqual({
      challengeCode: '890e4665',
      challengeResponse: hex('890e4665'),
    });
  });

  it('without a token agreed is refused', async () => {
    expect((await hooks.call('meta', { method: 'GET', query: asked })).statusCode).toBe(401);
  });
});

it('keys that are no object of texts are a fault, never an open door', () => {
  expect(() => parseKeys('geheim')).toThrow('hook-keys-unreadable');
  expect(() => parseKeys('{"meta":1}')).toThrow('hook-keys-unreadable');
});
