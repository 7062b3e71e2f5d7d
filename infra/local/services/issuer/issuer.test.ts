import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import type { ControlRequest } from '../../contract.ts';
import { resource, testCloud } from '../test-cloud.ts';
import { openIssuer } from './issuer.ts';
import { issuerRoutes } from './routes.ts';

const cloud = testCloud([resource('AWS::Cognito::UserPoolClient', 'client-1')]);
afterAll(() => cloud.remove());
const expected = { issuer: 'http://127.0.0.1:3000/_local/issuer', audience: 'client-1' };

async function signIn(query: string, over: Partial<ControlRequest> = {}) {
  const route = issuerRoutes(await openIssuer(cloud)).find(({ path }) => path === '/_local/login');
  const url = new URL(`http://127.0.0.1/_local/login?${query}`);
  return route?.handle({ method: 'POST', url, params: {}, headers: {}, body: Buffer.alloc(0), ...over });
}

describe('staff sign in locally without a password', () => {
  test.each([
    ['now', new Date()],
    ['in thirty years', new Date('2056-01-01T00:00:00Z')],
  ])("the process owner's token is valid %s", async (_name, currentDate) => {
    const issuer = await openIssuer(cloud);
    const token = readFileSync(join(cloud.dataDir, 'staff-token'), 'utf8');
    const { payload } = await jwtVerify(token, createLocalJWKSet(issuer.keys), { ...expected, currentDate });
    expect(payload).toMatchObject({
      'custom:role': 'process-owner',
      token_use: 'id',
      sub: 'local-process-owner',
    });
  });

  test('a token signed before a restart is still good', async () => {
    const token = await (await openIssuer(cloud)).token('marketing');
    await expect(
      jwtVerify(token, createLocalJWKSet((await openIssuer(cloud)).keys), expected),
    ).resolves.toBeDefined();
  });

  test('a member signs in as the owner of its leads, in a cookie that scripts cannot read', async () => {
    const answer = await signIn('role=member&owner=anna');
    const cookie = String(answer?.headers?.['set-cookie']);
    expect(cookie).toMatch(/^leitwerk_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const { payload } = await jwtVerify(
      cookie.slice('leitwerk_session='.length).split(';')[0] ?? '',
      createLocalJWKSet((await openIssuer(cloud)).keys),
    );
    expect(payload).toMatchObject({ 'custom:role': 'member', 'custom:owner': 'anna' });
  });

  test('a person goes on to the console, a role that does not exist is refused', async () => {
    expect(
      await signIn('', { headers: { accept: 'text/html' }, body: Buffer.from('role=call-agent') }),
    ).toMatchObject({ status: 303, headers: { location: '/console' } });
    expect((await signIn('role=king'))?.status).toBe(400);
  });
});

describe('the sign-in page of this machine', () => {
  const request = {
    response_type: 'code',
    client_id: 'client-1',
    redirect_uri: 'http://127.0.0.1:3000/v1/login/callback',
    scope: 'openid email',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: createHash('sha256').update('verifier-1').digest('base64url'),
    code_challenge_method: 'S256',
  };

  async function call(method: 'GET' | 'POST', path: string, fields: Record<string, string>) {
    const full = `/_local/issuer/${path}`;
    routes ??= issuerRoutes(await openIssuer(cloud));
    const route = routes.find((one) => one.method === method && one.path === full);
    const url = new URL(
      `http://127.0.0.1:3000${full}?${method === 'GET' ? new URLSearchParams(fields) : ''}`,
    );
    const body = Buffer.from(method === 'POST' ? new URLSearchParams(fields).toString() : '');
    return route?.handle({ method, url, params: {}, headers: {}, body });
  }
  let routes: ReturnType<typeof issuerRoutes> | undefined;
  const choose = async (fields: Record<string, string>) => {
    const back = await call('POST', 'authorize', { ...request, ...fields });
    return new URL(String(back?.headers?.location)).searchParams.get('code') ?? '';
  };
  const change = (code: string, over: Record<string, string> = {}) =>
    call('POST', 'token', {
      grant_type: 'authorization_code',
      client_id: request.client_id,
      redirect_uri: request.redirect_uri,
      code,
      code_verifier: 'verifier-1',
      ...over,
    });

  test('says that it is local and asks for a role only', async () => {
    const page = await call('GET', 'authorize', request);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('On this machine only') });
    expect(page?.body).not.toContain('type="password"');
  });

  test('gives a code that becomes a token of that role, once', async () => {
    const code = await choose({ role: 'member', owner: 'anna' });
    const answer = await change(code);
    const { id_token } = JSON.parse(String(answer?.body));
    const { payload } = await jwtVerify(
      id_token,
      createLocalJWKSet((await openIssuer(cloud)).keys),
      expected,
    );
    expect(payload).toMatchObject({ 'custom:role': 'member', 'custom:owner': 'anna', nonce: 'nonce-1' });
    expect((await change(code))?.status).toBe(400);
  });

  test.each([
    ['another verifier', { code_verifier: 'verifier-2' }],
    ['another client', { client_id: 'client-2' }],
    ['another address', { redirect_uri: 'https://evil.example/' }],
    ['no such code', { code: 'x' }],
  ])('refuses a code with %s, and for good', async (_, over) => {
    const code = await choose({ role: 'marketing' });
    expect((await change(code, over))?.status).toBe(400);
    if (!('code' in over)) expect((await change(code))?.status).toBe(400);
  });

  test.each([
    ['leads back to another address', { redirect_uri: 'https://evil.example/' }],
    ['is for another client', { client_id: 'client-2' }],
    ['has no challenge', { code_challenge: '' }],
    ['names no role', { role: 'king' }],
  ])('refuses a request that %s', async (_, over) => {
    expect((await call('POST', 'authorize', { ...request, role: 'marketing', ...over }))?.status).toBe(400);
  });
});
