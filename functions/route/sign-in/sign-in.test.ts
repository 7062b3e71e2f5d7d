import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRequest } from '../../../shared/http/request.ts';
import { formToken } from '../../../shared/http/session.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { challengeOf, newAttempt, sealAttempt } from './attempt.ts';
import { ownPath } from './own-path.ts';
import { beginSignIn, finishSignIn, type SignInPorts, signOut } from './sign-in.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const trusted = { issuer: 'https://issuer.example', audience: 'leitwerk' };
let sign: (claims: Record<string, unknown>) => Promise<string>;
let keys: SignInPorts['trust']['keys'];
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] });
  sign = (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setSubject('u1')
      .setIssuer(trusted.issuer)
      .setAudience(trusted.audience)
      .setExpirationTime('2h')
      .sign(privateKey);
});

let exchanged: { code: string; verifier: string; redirectUri: string }[];
let token: string | null;
const ports = (over: Partial<SignInPorts> = {}): SignInPorts => ({
  issuer: {
    signInPage: async (attempt) => `https://issuer.example/authorize?${new URLSearchParams(attempt)}`,
    exchange: async (grant) => {
      exchanged.push(grant);
      return token;
    },
    signOutPage: async (backTo) => `https://issuer.example/logout?to=${backTo}`,
  },
  trust: { ...trusted, keys },
  secret: async () => SECRET,
  publicUrl: 'https://leads.example',
  ...over,
});
beforeEach(() => {
  exchanged = [];
  token = null;
});

const ask = (over: Parameters<typeof httpEvent>[0] & { cookies?: string[] }) =>
  readRequest({ ...httpEvent({ method: 'GET', ...over }), cookies: over?.cookies });

/** An attempt as the browser has it after it was sent to the issuer. */
async function begun(to?: string) {
  const answer = await beginSignIn(ports(), ask({ ...(to ? { query: { to } } : {}) }), NOW);
  const cookie = answer.cookies?.[0]?.split(';')[0] ?? '';
  return { answer, cookie, sent: new URL(answer.headers.location ?? '').searchParams };
}

describe('signing in', () => {
  it('leads to the issuer with a challenge, and keeps the verifier where no script and no other page gets at it', async () => {
    const { answer, cookie, sent } = await begun();
    expect(answer.statusCode).toBe(303);
    expect(sent.get('redirectUri')).toBe('https://leads.example/v1/login/callback');
    expect(answer.cookies?.[0]).toMatch(/; Path=\/v1\/login; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/);
    const kept = JSON.parse(Buffer.from(cookie.split(/[=.]/)[1] ?? '', 'base64url').toString());
    expect(challengeOf(kept)).toBe(sent.get('challenge'));
    expect(answer.headers.location).not.toContain(kept.verifier);
  });

  it('ends on the page that was asked for, with the token as a session cookie', async () => {
    const { cookie, sent } = await begun('/console/leads/lead_1?saved=1');
    token = await sign({ 'custom:role': 'marketing', nonce: sent.get('nonce') });
    const query = { code: 'c1', state: sent.get('state') ?? '' };
    const answer = await finishSignIn(ports(), ask({ query, cookies: [cookie] }), NOW);
    expect(answer).toMatchObject({
      statusCode: 303,
      headers: { location: '/console/leads/lead_1?saved=1' },
    });
    expect(answer.cookies?.[0]).toBe(`leitwerk_session=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`);
    expect(answer.cookies?.[1]).toMatch(/^leitwerk_sign_in=; .*Max-Age=0$/);
    expect(exchanged).toEqual([
      {
        code: 'c1',
        verifier: expect.any(String),
        redirectUri: 'https://leads.example/v1/login/callback',
      },
    ]);
  });

  it('says Secure everywhere but on local http', async () => {
    const local = ports({ publicUrl: 'http://127.0.0.1:3000' });
    expect((await beginSignIn(local, ask({}), NOW)).cookies?.[0]).not.toContain('Secure');
  });

  const LATE = '2027-01-19T09:10:00.000Z';
  it.each<[string, { state?: string; code?: string; cookie?: string; now?: string; claims?: object }]>([
    ['a state of another attempt', { state: 'other' }],
    ['no code', { code: '' }],
    ['no cookie', { cookie: '' }],
    ['a cookie that somebody else made', { cookie: `leitwerk_sign_in=${'e30.AAAA'}` }],
    ['a person who took ten minutes', { now: LATE }],
    ['a token of another attempt', { claims: { 'custom:role': 'marketing', nonce: 'other' } }],
    ['a code that the issuer does not know', { claims: undefined }],
  ])('is not finished with %s', async (_, given) => {
    const { cookie, sent } = await begun();
    const claims =
      'claims' in given ? given.claims : { 'custom:role': 'marketing', nonce: sent.get('nonce') };
    token = claims ? await sign({ ...claims }) : null;
    const query = { code: given.code ?? 'c1', state: given.state ?? sent.get('state') ?? '' };
    const request = ask({ query, cookies: [given.cookie ?? cookie] });
    const answer = await finishSignIn(ports(), request, given.now ?? NOW);
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(answer.cookies)).not.toContain('leitwerk_session');
    expect(answer.body).toContain('https://leads.example/v1/login');
  });

  it('opens nothing with a sealed attempt of another installation', async () => {
    const attempt = newAttempt('/console', NOW);
    const cookies = [`leitwerk_sign_in=${sealAttempt(attempt, 'another secret')}`];
    const request = ask({ query: { code: 'c1', state: attempt.state }, cookies });
    expect((await finishSignIn(ports(), request, NOW)).statusCode).toBe(400);
    expect(exchanged).toEqual([]);
  });

  it('tells a person without a role whom to ask', async () => {
    const { cookie, sent } = await begun();
    token = await sign({ nonce: sent.get('nonce') });
    const query = { code: 'c1', state: sent.get('state') ?? '' };
    const answer = await finishSignIn(ports(), ask({ query, cookies: [cookie] }), NOW);
    expect(answer.statusCode).toBe(403);
    expect(JSON.stringify(answer.cookies)).not.toContain('leitwerk_session');
  });
});

describe('the page that a person is led back to', () => {
  it.each([
    ['/console', '/console'],
    ['/console/leads/lead_1?saved=1', '/console/leads/lead_1?saved=1'],
    ['/capture', '/capture'],
    [undefined, '/console'],
    ['', '/console'],
    ['console', '/console'],
    ['https://evil.example/console', '/console'],
    ['//evil.example', '/console'],
    ['/\\evil.example', '/console'],
    ['/\t/evil.example', '/console'],
    ['/\n/evil.example', '/console'],
    ['/.//evil.example', '/console'],
    ['javascript:alert(1)', '/console'],
    ['/console\r\nset-cookie: a=b', '/console'],
    [`/${'a'.repeat(600)}`, '/console'],
  ])('%j → %s', (asked, path) => {
    expect(ownPath(asked)).toBe(path);
  });
});

describe('signing out', () => {
  const cookies = ['leitwerk_session=t1'];
  const out = (body: string, with_ = cookies, headers = {}) =>
    signOut(ports(), ask({ method: 'POST', body, cookies: with_, headers }));

  it('ends the session here and at the issuer', async () => {
    const answer = await out(`formToken=${formToken({ cookies }, SECRET)}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies).toEqual(['leitwerk_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0']);
    expect(answer.headers.refresh).toBe(
      '0;url=https://issuer.example/logout?to=https://leads.example/v1/login',
    );
  });

  it('is not done for a form of another site', async () => {
    for (const body of [
      '',
      'formToken=',
      `formToken=${formToken({ cookies: ['leitwerk_session=t2'] }, SECRET)}`,
    ]) {
      const answer = await out(body);
      expect([answer.statusCode, answer.cookies]).toEqual([403, undefined]);
    }
  });

  it('is no trouble for whoever is signed out already', async () => {
    expect((await out('', [])).statusCode).toBe(200);
  });
});
