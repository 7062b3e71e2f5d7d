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
