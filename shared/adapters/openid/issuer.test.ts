import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openidIssuer } from './issuer.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A provider that answers as it is told. @returns its address, and how often each path was asked */
async function provider(answers: Record<string, [status: number, body: unknown]>) {
  const asked: Record<string, string[]> = {};
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      asked[path] = [...(asked[path] ?? []), Buffer.concat(chunks).toString()];
      const [status, body] = answers[path] ?? [404, {}];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  answers['/.well-known/openid-configuration'] ??= [
    200,
    {
      issuer: url,
      authorization_endpoint: `${url}/authorize?tenant=1`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
      end_session_endpoint: `${url}/logout`,
    },
  ];
  return { url, asked, issuer: openidIssuer({ issuer: url, clientId: 'leitwerk' }) };
}

const attempt = {
  state: 's1',
  nonce: 'n1',
  challenge: 'c1',
  redirectUri: 'https://leads.example/v1/login/callback',
};
const grant = { code: 'code-1', verifier: 'v1', redirectUri: attempt.redirectUri };

describe('an issuer', () => {
  it('is found by its discovery document, which is asked once', async () => {
    const { issuer, asked, url } = await provider({});
    await issuer.signOutPage('https://leads.example/v1/login');
    const page = new URL(await issuer.signInPage(attempt));
    expect(page.origin + page.pathname).toBe(`${url}/authorize`);
    expect(Object.fromEntries(page.searchParams)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'leitwerk',
      redirect_uri: attempt.redirectUri,
      scope: 'openid email profile',
      state: 's1',
      nonce: 'n1',
      code_challenge: 'c1',
      code_challenge_method: 'S256',
    });
    expect(asked['/.well-known/openid-configuration']).toHaveLength(1);
  });

  it('changes a code for a token', async () => {
    const { issuer, asked } = await provider({ '/token': [200, { id_token: 'token-1' }] });
    expect(await issuer.exchange(grant)).toBe('token-1');
    expect(Object.fromEntries(new URLSearchParams(asked['/token']?.[0]))).toEqual({
      grant_type: 'authorization_code',
      client_id: 'leitwerk',
      redirect_uri: attempt.redirectUri,
      code: 'code-1',
      code_verifier: 'v1',
    });
  });

  it('gives nothing for a code that it does not know', async () => {
    const { issuer } = await provider({ '/token': [400, { error: 'invalid_grant' }] });
    expect(await issuer.exchange(grant)).toBeNull();
  });

  it.each<[string, Record<string, [number, unknown]>]>([
    ['is down', { '/token': [503, {}] }],
    [
      'is another one than it says',
      { '/.well-known/openid-configuration': [200, { issuer: 'https://evil.example' }] },
    ],
    ['says nothing of use', { '/.well-known/openid-configuration': [200, 'hello'] }],
  ])('that %s is tried again later', async (_, answers) => {
    const { issuer } = await provider(answers);
    await expect(issuer.exchange(grant)).rejects.toMatchObject({
      code: 'issuer-unreachable',
      retryable: true,
    });
  });

  it('may have no page for signing out', async () => {
    const { url, issuer } = await provider({});
    expect(await issuer.signOutPage('https://leads.example/')).toBe(
      `${url}/logout?client_id=leitwerk&logout_uri=https%3A%2F%2Fleads.example%2F&post_logout_redirect_uri=https%3A%2F%2Fleads.example%2F`,
    );
    const without = { issuer: '', authorization_endpoint: url, token_endpoint: url, jwks_uri: url };
    const answers: Record<string, [number, unknown]> = {};
    const bare = await provider(answers);
    answers['/.well-known/openid-configuration'] = [200, { ...without, issuer: bare.url }];
    expect(await bare.issuer.signOutPage('https://leads.example/')).toBeNull();
  });
});
