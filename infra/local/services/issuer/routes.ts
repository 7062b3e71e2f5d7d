import * as z from 'zod';
import type { ControlAnswer, ControlRequest, ControlRoute } from '../../contract.ts';
import { json, problem, seeOther, wantsPage } from '../answers.ts';
import { codeRoutes } from './code-flow.ts';
import { type Issuer, ROLES } from './issuer.ts';

const SESSION_COOKIE = 'leitwerk_session';
const SignIn = z.object({
  role: z.enum(ROLES).default('process-owner'),
  owner: z.string().min(1).optional(),
});

/** What an authoriser asks an issuer for, and the sign-in without a password that only this machine has. */
export function issuerRoutes(issuer: Issuer): ControlRoute[] {
  const wellKnown = '/_local/issuer/.well-known';
  return [
    {
      method: 'GET',
      path: `${wellKnown}/openid-configuration`,
      handle: async () =>
        json(200, {
          issuer: issuer.url,
          authorization_endpoint: `${issuer.url}/authorize`,
          token_endpoint: `${issuer.url}/token`,
          jwks_uri: `${issuer.url}/.well-known/jwks.json`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        }),
    },
    { method: 'GET', path: `${wellKnown}/jwks.json`, handle: async () => json(200, issuer.keys) },
    ...codeRoutes(issuer),
    { method: 'POST', path: '/_local/login', handle: (request) => signIn(request, issuer) },
  ];
}

/** Sets the session cookie for `?role=` (and `?owner=`); a page goes on to the console, a program gets the token too. */
async function signIn(request: ControlRequest, issuer: Issuer): Promise<ControlAnswer> {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const given = Object.fromEntries([...form, ...request.url.searchParams]);
  const parsed = SignIn.safeParse({ role: given.role || undefined, owner: given.owner || undefined });
  if (!parsed.success) return problem(400, `role is one of ${ROLES.join(', ')}`);
  const token = await issuer.token(parsed.data.role, parsed.data.owner);
  const answer = wantsPage(request) ? seeOther('/console') : json(200, { role: parsed.data.role, token });
  const cookie = `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax`;
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}
