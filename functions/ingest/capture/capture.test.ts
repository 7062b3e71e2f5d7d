import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../../shared/adapters/memory/objects.ts';
import { Role } from '../../../shared/http/caller.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { formToken } from '../../../shared/http/session.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { answerCapture } from './answer-capture.ts';
import { captureFields } from './fields.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const COOKIE = 'leitwerk_session=token-1';
const token = formToken({ cookies: [COOKIE] }, SECRET);
let store: MemoryLeadStore;
beforeEach(() => {
  store = memoryLeadStore();
});

function ask(
  method: string,
  body?: Record<string, string>,
  over: { role?: string; headers?: Record<string, string> } = {},
) {
  const { role = 'call-agent', headers = {} } = over;
  const json = headers['content-type'] === 'application/json';
  const event = httpEvent({
    method,
    path: '/capture',
    headers: {
      accept: 'text/html',
      'accept-language': 'de',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    ...(body ? { body: json ? JSON.stringify(body) : new URLSearchParams(body).toString() } : {}),
    ...(role ? { caller: { subject: 'u1', role } } : {}),
  });
  const ports = {
    store,
    rules: defaultRules(),
    secret: async () => SECRET,
    raw: memoryObjects(),
    now: () => NOW,
  };
  return answerCapture(ports, readRequest({ ...event, cookies: [COOKIE] }));
}
const leads = async () => (await store.list({ limit: 10 })).items;
const person = { lastName: 'Ott', email: 'eva@ott.example', message: 'Angebot', channel: 'trade_fair' };
const program = (key: string) => ({
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
});

it('the fields are those of the lead definition, must before should before may, each once (R39, R69)', () => {
  const fields = captureFields(defaultDocument('definition').document);
  expect(fields.slice(0, 6).map(({ fact, level }) => `${level} ${fact}`)).toEqual([
    'must email',
    'must phone',
    'must street',
    'must postcode',
    'must city',
    'should product',
  ]);
  expect(new Set(fields.map(({ fact }) => fact)).size).toBe(fields.length);
  expect(fields.find(({ fact }) => fact === 'need')?.values).toEqual(['concrete', 'general', 'none']);
});

describe('the capture page', () => {
  it('labels every field, in German and in English, and runs only its own script', async () => {
    const { body, headers } = await ask('GET');
    const ids = [...body.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"/g)];
    expect(ids.length).toBeGreaterThan(10);
    for (const [, id] of ids) expect(body).toContain(`<label for="${id}">`);
    expect(headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'");
    expect((await ask('GET', undefined, { headers: { 'accept-language': 'en' } })).body).toContain(
      'Capture a lead',
    );
  });

  it.each(Role.options)('is open to those who talk to people: %s', async (role) => {
    const allowed = ['process-owner', 'marketing', 'call-agent'].includes(role);
    expect((await ask('GET', undefined, { role })).statusCode).toBe(allowed ? 200 : 403);
    expect((await ask('POST', person, { role, ...program('key-0001') })).statusCode).toBe(
      allowed ? 202 : 403,
    );
  });

  it('leads a browser that is not signed in to the sign-in page, and takes nothing from it', async () => {
    expect(await ask('GET', undefined, { role: '' })).toMatchObject({
      headers: { location: '/v1/login?to=%2Fcapture' },
    });
    expect((await ask('POST', person, { role: '' })).statusCode).toBe(401);
    expect(await leads()).toEqual([]);
  });
});

describe('a captured lead', () => {
  it('comes by a plain form (R28, R29)', async () => {
    expect((await ask('POST', { ...person, formToken: token })).statusCode).toBe(200);
    expect(await leads()).toMatchObject([
      { facts: { lastName: 'Ott' }, inquiries: [{ channel: 'trade_fair', source: 'capture' }] },
    ]);
  });

  it('is refused from a form of another site, and with all that is wrong', async () => {
    expect((await ask('POST', person)).statusCode).toBe(403);
    const { statusCode, body } = await ask('POST', { lastName: 'Ott', postcode: '1', formToken: token });
    expect([statusCode, body.match(/<li>/g)?.length]).toEqual([422, 3]);
    expect(await leads()).toEqual([]);
  });

  it('counts once however often it is sent, with the time at which it was captured (R40)', async () => {
    const body = { ...person, capturedAt: '2026-11-23T08:00:00.000Z' };
    const first = await ask('POST', body, program('key-0001'));
    const again = await ask('POST', body, program('key-0001'));
    const outcomes = [first, again].map((answer) => [answer.statusCode, JSON.parse(answer.body).outcome]);
    expect(outcomes).toEqual([
      [202, 'created'],
      [202, 'duplicate'],
    ]);
    const [lead] = await leads();
    expect(lead?.inquiries).toMatchObject([{ capturedAt: '2026-11-23T08:00:00.000Z', receivedAt: NOW }]);
    expect(lead?.clocks.find(({ name }) => name === 'entry')).toMatchObject({ state: 'met' });
  });
});
