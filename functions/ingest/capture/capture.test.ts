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
  raw = memoryObjects();
});

let raw = memoryObjects();

function ask(
  method: string,
  body?: Record<string, string> | { bytes: Buffer },
  over: { role?: string; subject?: string; headers?: Record<string, string> } = {},
) {
  const { role = 'call-agent', subject = 'u1', headers = {} } = over;
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
    ...(body && !isBytes(body)
      ? { body: json ? JSON.stringify(body) : new URLSearchParams(body).toString() }
      : {}),
    ...(role ? { caller: { subject, role } } : {}),
  });
  const ports = {
    store,
    rules: defaultRules(),
    secret: async () => SECRET,
    raw,
    now: () => NOW,
  };
  const request = readRequest({ ...event, cookies: [COOKIE] });
  return answerCapture(ports, body && isBytes(body) ? { ...request, body: body.bytes } : request);
}
const isBytes = (body: object): body is { bytes: Buffer } => 'bytes' in body;

/** A form with scans, as a browser sends it. */
async function withScans(
  fields: Record<string, string>,
  scans: File[],
  headers: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const scan of scans) form.append('scan', scan);
  const request = new Request('https://x.example', { method: 'POST', body: form });
  const type = request.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await request.arrayBuffer());
  return ask('POST', { bytes }, { headers: { 'content-type': type, ...headers } });
}
const pdf = (bytes: number, type = 'application/pdf') =>
  new File([Buffer.alloc(bytes, 'x')], 'brief.pdf', { type });
const offNow = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
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

describe('a scan of the sheet, letter, fax or card (R30, R41)', () => {
  it('is kept once: what is sent again changes nothing, and brings nothing back that was erased', async () => {
    const again = { 'idempotency-key': '3f2b8c1e-9a4d-4c6b-8f1a-2d3e4f5a6b7c' };
    const file = (content: string) => new File([content], 'brief.pdf', { type: 'application/pdf' });
    const first = JSON.parse((await withScans(person, [file('first')], again)).body);
    const [attachment] = (await store.loadInquiry(first.inquiryId))?.attachments ?? [];
    const key = attachment?.key ?? '';
    await withScans(person, [file('other')], again);
    expect(Buffer.from((await raw.get(key)) ?? []).toString()).toBe('first');
    raw = memoryObjects();
    expect((await withScans(person, [file('first')], again)).statusCode).toBe(202);
    expect(await raw.get(key)).toBeNull();
  });

  const letter = { ...person, channel: 'letter' };
  const key = { 'idempotency-key': 'b9e2a2f0-8f2f-4a9e-9d6a-0123456789ab' };

  it('lies with the inquiry, as bytes, and once however often it is sent', async () => {
    const answers = [await withScans(letter, [pdf(12)], key), await withScans(letter, [pdf(12)], key)];
    expect(answers.map(({ statusCode, body }) => [statusCode, JSON.parse(body).outcome])).toEqual([
      [202, 'created'],
      [202, 'duplicate'],
    ]);
    const [lead] = await leads();
    const inquiry = await store.loadInquiry(lead?.inquiries[0]?.id ?? '');
    const attachment = inquiry?.attachments[0];
    expect(inquiry?.attachments).toHaveLength(1);
    expect(attachment).toMatchObject({ name: 'brief.pdf', contentType: 'application/pdf', size: 12 });
    expect(raw.contentTypes.get(attachment?.key ?? '')).toBe('application/octet-stream');
  });

  it('comes by the plain form too; an empty file field is none', async () => {
    const form = { ...letter, formToken: token };
    expect((await withScans(form, [pdf(3, 'image/jpeg')])).statusCode).toBe(200);
    expect((await withScans({ ...form, email: 'b@ott.example' }, [new File([], '')])).statusCode).toBe(200);
    const kept = await Promise.all(
      (await leads()).flatMap(({ inquiries }) => inquiries.map(({ id }) => store.loadInquiry(id))),
    );
    expect(kept.map((inquiry) => inquiry?.attachments.length).sort()).toEqual([0, 1]);
  });

  it.each<[string, File[], number, string]>([
    ['too large together', [pdf(3 * 1024 * 1024), pdf(1024 * 1024 + 1)], 413, 'scan-too-large'],
    ['too many', Array.from({ length: 11 }, () => pdf(1)), 413, 'scan-too-large'],
    ['a program', [pdf(9, 'application/x-msdownload')], 415, 'no-scan'],
    ['a page', [pdf(9, 'text/html')], 415, 'no-scan'],
  ])('that is %s is refused with a reason, and nothing is stored', async (_case, scans, status, code) => {
    const answer = await withScans(letter, scans, key);
    expect([answer.statusCode, JSON.parse(answer.body).type]).toEqual([
      status,
      expect.stringContaining(code),
    ]);
    expect([await leads(), raw.contentTypes.size]).toEqual([[], 0]);
  });

  it('is taken from no form of another site, and stored for no lead that is refused', async () => {
    expect((await withScans(letter, [pdf(9)])).statusCode).toBe(403);
    expect((await withScans({ lastName: 'Ott', postcode: '1' }, [pdf(9)], key)).statusCode).toBe(422);
    expect(raw.contentTypes.size).toBe(0);
  });
});

describe('what a stand brings home', () => {
  const capturedAt = '2026-11-23T08:00:00.000Z';
  const uuid = 'b9e2a2f0-8f2f-4a9e-9d6a-0123456789ab';

  it.each([
    ['five years slow', '2021-11-23T08:00:00.000Z', '2021-11-24T08:00:00.000Z', 24],
    ['a day fast', '2026-11-25T08:00:00.000Z', '2026-11-25T10:00:00.000Z', 2],
    ['right', '2026-11-23T09:00:00.000Z', NOW, undefined],
    ['two minutes off, which is left', '2026-11-23T09:00:00.000Z', offNow(-120), undefined],
    ['unknown', '2026-11-23T09:00:00.000Z', 'yesterday', undefined],
  ])(
    'was captured when it was, though the clock of the device is %s (R40)',
    async (_case, at, sent, hours) => {
      const { headers } = program(uuid);
      await ask('POST', { ...person, capturedAt: at }, { headers: { ...headers, 'x-sent-at': sent } });
      const expected = hours === undefined ? at : offNow(-hours * 3600);
      expect((await leads())[0]?.inquiries[0]?.capturedAt).toBe(expected);
    },
  );

  it('counts once though somebody else is signed in by then; keys that people make up are their own', async () => {
    const body = { ...person, capturedAt };
    await ask('POST', body, { ...program(uuid), subject: 'u1' });
    const again = await ask('POST', body, { ...program(uuid), subject: 'u2' });
    expect(JSON.parse(again.body).outcome).toBe('duplicate');
    await ask('POST', body, { ...program('stand-01'), subject: 'u1' });
    const other = await ask('POST', { ...body, lastName: 'Ott' }, { ...program('stand-01'), subject: 'u2' });
    expect(JSON.parse(other.body).outcome).toBe('merged');
  });
});
