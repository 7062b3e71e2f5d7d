import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { record } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { type MailLink, signLink } from '../../shared/links/link.ts';
import { mailLink } from '../../shared/links/mail-link.ts';
import { received } from '../../test/fixtures/lead.ts';
import { answerClick } from './answer-click.ts';

const ANNA = 'lead_1k2m3n4p5abcdefghjkmnp';
const sentAt = '2026-11-24T09:00:00.000Z';
const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const secret = 'the secret of the links';
const publicUrl = 'https://leads.example';
const to = 'https://www.example.com/demo?plan=a#top';

const setUp = () => ({
  store: memoryLeadStore({ now: () => sentAt }),
  rules: defaultRules(),
  limit: memoryRateLimit(),
  now: () => '2026-11-24T09:30:00.000Z',
  hashKey: 'table',
  secret: async () => secret,
});
let ports = setUp();
beforeEach(() => {
  ports = setUp();
});

async function known(given: boolean | null): Promise<void> {
  const draft = received({ email: 'anna@firma.example' }, sentAt);
  const consents: Lead['consents'] = given === null ? {} : { tracking: { given, at: sentAt, source: 'web' } };
  if (draft.type === 'InquiryReceived') draft.data.consents = consents;
  const change = record(ANNA, null, [draft], { now: sentAt, by: 'person', correlationId: 'cor_1' });
  await ports.store.commit({ ...change, expectedVersion: null });
}

const of = (more: Partial<MailLink> = {}): MailLink => ({
  leadId: ANNA,
  mail: 'inq_1',
  link: 1,
  links: 4,
  sentAt,
  to,
  ...more,
});
const tokenOf = (more?: Partial<MailLink>) =>
  mailLink(of(more), { publicUrl, secret }).split('/').at(-1) ?? '';
interface Call {
  token?: string;
  at?: string;
  method?: string;
  headers?: Record<string, string>;
}
function click({ token = tokenOf(), at, method = 'GET', headers = {} }: Call = {}) {
  if (at) ports.now = () => at;
  const call = { path: `/v1/r/${token}`, method, headers: { 'user-agent': chrome, ...headers } };
  return answerClick(ports, { ...readRequest(httpEvent(call)), params: { token } });
}
const acts = async () => (await ports.store.load(ANNA))?.behaviour ?? [];

describe('a link of a mail (R98)', () => {
  it('leads on to the address that stood in the mail, whole, and keeps the click with the person', async () => {
    await known(true);
    const { statusCode, headers } = await click();
    expect([statusCode, headers.location]).toEqual([302, to]);
    expect(await acts()).toMatchObject([
      {
        type: 'mail-click',
        url: 'https://www.example.com/demo',
        consent: 'tracking',
        link: 1,
        links: 4,
        agent: 'computer',
      },
    ]);
    expect((await acts())[0]).not.toHaveProperty('void');
  });

  it('counts once within a minute for the same reader', async () => {
    await known(true);
    await click({ at: '2026-11-24T09:30:00.000Z' });
    await click({ at: '2026-11-24T09:30:59.000Z' });
    await click({ at: '2026-11-24T09:31:00.000Z' });
    expect(await acts()).toHaveLength(2);
  });

  it.each([
    ['who agreed to nothing', null],
    ['who took the consent back', false],
  ])('leads on a person %s, and nothing is kept', async (_who, given) => {
    await known(given);
    expect((await click()).statusCode).toBe(302);
    expect(await acts()).toEqual([]);
  });

  it('leads on when the lead is gone or the table does not answer', async () => {
    expect((await click()).statusCode).toBe(302);
    ports.store.load = () => Promise.reject(new Error('no table'));
    expect((await click()).headers.location).toBe(to);
  });

  it.each<[string, Call]>([
    ['of another secret', { token: signLink({ purpose: 'click', ...of(), expires: sentAt }, 'other') }],
    [
      'for another purpose',
      { token: signLink({ purpose: 'privacy', leadId: ANNA, expires: '2027-01-01T00:00:00.000Z' }, secret) },
    ],
    ['cut off', { token: tokenOf().slice(0, -1) }],
    ['that is an address', { token: 'https://evil.example' }],
  ])('gets a page and leads nowhere: one %s', async (_which, call) => {
    await known(true);
    const answer = await click({ ...call, headers: { 'accept-language': 'en' } });
    expect([answer.statusCode, answer.headers.location]).toEqual([404, undefined]);
    expect(answer.body).toContain('open it once more');
    expect(await acts()).toEqual([]);
  });

  it('ends after 400 days with a page that says what to do', async () => {
    expect((await click({ at: '2027-12-29T08:59:59.999Z' })).statusCode).toBe(302);
    const answer = await click({ at: '2027-12-29T09:00:00.000Z' });
    expect([answer.statusCode, answer.headers.location]).toEqual([410, undefined]);
    expect(answer.body).toContain('Antworten Sie auf sie');
  });

  it('holds no name and no address of a person', () => {
    const [signed = ''] = tokenOf().split('.');
    expect(JSON.parse(Buffer.from(signed, 'base64url').toString())).toEqual([
      'click',
      expect.any(Number),
      ANNA,
      'inq_1',
      1,
      4,
      Date.parse(sentAt),
      to,
    ]);
  });

  it('stands as the plain address where it would be longer than mail programs bear', () => {
    const long = `https://www.example.com/${'a'.repeat(900)}`;
    expect(mailLink(of({ to: long }), { publicUrl, secret })).toBe(long);
  });
});

describe('who is no person', () => {
  it('changes nothing by asking for the head, fifty times', async () => {
    await known(true);
    const before = await ports.store.loadWithHistory(ANNA);
    for (let n = 0; n < 50; n++) expect((await click({ method: 'HEAD' })).headers.location).toBe(to);
    expect(await ports.store.loadWithHistory(ANNA)).toEqual(before);
  });

  it.each<[string, Record<string, string>]>([
    ['a scanner that says so', { 'user-agent': 'Mozilla/5.0 (compatible; BarracudaScan/1.0)' }],
    ['a program without a name', { 'user-agent': '' }],
    ['a fetch in advance', { 'sec-purpose': 'prefetch' }],
  ])('is led on and worth nothing: %s', async (_who, headers) => {
    await known(true);
    expect((await click({ headers })).statusCode).toBe(302);
    expect(await acts()).toMatchObject([{ void: 'robot' }]);
  });

  it('is found out by three links at once, and then by its earlier click too', async () => {
    await known(true);
    await click({ at: '2026-11-24T09:20:00.000Z' });
    expect(await acts()).not.toMatchObject([{ void: expect.any(String) }]);
    for (const link of [2, 3, 4])
      await click({ token: tokenOf({ link }), at: `2026-11-24T09:30:0${link}.000Z` });
    expect((await acts()).map((act) => act.void)).toEqual([
      'same-reader',
      'all-links-at-once',
      'all-links-at-once',
      'all-links-at-once',
    ]);
  });

  it('does no work beyond the limit of its network, and is led on all the same', async () => {
    await known(true);
    ports.limit.take = async () => 30;
    expect((await click()).statusCode).toBe(302);
    expect(await acts()).toEqual([]);
  });
});
