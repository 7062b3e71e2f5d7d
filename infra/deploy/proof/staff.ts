import { randomBytes } from 'node:crypto';
import { callAws } from '../account.ts';
import type { Answer, Api } from './api.ts';

const callPool = (operation: string, body: Record<string, unknown>): Promise<string> =>
  callAws({
    service: 'cognito-idp',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  });

/** A person in the user pool as an administrator makes them: with a role, and a password that is good. */
async function createPerson(pool: string, email: string, role: string): Promise<string> {
  const password = `${randomBytes(12).toString('base64url')}aA1!`;
  const who = { UserPoolId: pool, Username: email };
  const attributes = {
    email,
    email_verified: 'true',
    'custom:role': role,
    ...(role === 'partner' ? { 'custom:owner': 'anke-petersen' } : {}),
  };
  await callPool('AdminCreateUser', {
    ...who,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  await callPool('AdminSetUserPassword', { ...who, Password: password, Permanent: true });
  return password;
}

/**
 * Signs a new person of a role in, as their browser does: from the system to the pool's page and back with a code.
 * @returns the session cookie, `name=token`
 */
export async function signIn(api: Api, pool: string, role: string): Promise<string> {
  const email = `${role}@leitwerk.example`;
  const password = await createPerson(pool, email, role);
  const begun = await api({ path: '/v1/login' });
  const page = new URL(whereTo(begun));
  const entered = await fetch(new URL('/login', page), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...Object.fromEntries(page.searchParams), username: email, password }),
  });
  const back = new URL(entered.headers.get('location') ?? fail(`the pool answered ${entered.status}`));
  const ended = await api({ path: back.pathname + back.search, headers: { cookie: cookieOf(begun) } });
  whereTo(ended);
  return cookieOf(ended);
}

const whereTo = ({ status, headers, text }: Answer): string =>
  headers.location ?? fail(`no way on from sign-in: ${status} ${text}`);

const cookieOf = ({ headers }: Answer): string =>
  headers['set-cookie']?.[0]?.split(';')[0] ?? fail('no cookie at sign-in');

function fail(because: string): never {
  throw new Error(because);
}
