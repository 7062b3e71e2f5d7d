import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { ControlAnswer, ControlRequest, ControlRoute } from '../../contract.ts';
import { html, json, problem, seeOther } from '../answers.ts';
import { escapeHtml, page } from '../pages/layout.ts';
import { type Issuer, ROLES } from './issuer.ts';

/** Codes that nobody came for are forgotten when there are more than these. */
const MOST_CODES = 100;

/** What a person is sent with from the login of the product. */
const Asked = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().regex(/\bopenid\b/),
  state: z.string().min(1),
  nonce: z.string().optional(),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal('S256'),
});
type Asked = z.infer<typeof Asked>;

const Chosen = Asked.extend({
  role: z.enum(ROLES),
  owner: z.preprocess((value) => value || undefined, z.string().max(100).optional()),
});
type Chosen = z.infer<typeof Chosen>;

const Exchange = z.object({
  grant_type: z.literal('authorization_code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  code: z.string(),
  code_verifier: z.string(),
});

/** The authorisation code flow with PKCE: a page on which anybody is whoever they choose, and what changes a code for a token. */
export function codeRoutes(issuer: Issuer): ControlRoute[] {
  const codes = new Map<string, Chosen>();
  const path = '/_local/issuer/authorize';
  return [
    { method: 'GET', path, handle: async ({ url }) => signInPage(url.searchParams, issuer) },
    { method: 'POST', path, handle: async (request) => sendBack(request, issuer, codes) },
    {
      method: 'POST',
      path: '/_local/issuer/token',
      handle: (request) => exchange(fieldsOf(request), issuer, codes),
    },
  ];
}

function signInPage(query: URLSearchParams, issuer: Issuer): ControlAnswer {
  const asked = Asked.safeParse(Object.fromEntries(query));
  if (!asked.success || !isClient(asked.data, issuer)) return problem(400, 'Not a request of the login');
  const hidden = Object.entries(asked.data).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const roles = ROLES.map((role) => `<option>${role}</option>`);
  return html(
    page(
      'Sign in',
      `<section class="card"><h1>Sign in</h1><p class="soft">On this machine only: no password, you are whoever you choose. On AWS
the user pool asks for a password and a second factor here.</p><form method="post">${hidden.join('')}<label for="role">Role</label>
<select id="role" name="role" autofocus>${roles.join('')}</select><label for="owner">Owner <span>– whose leads a member or partner
sees, such as anke-petersen</span></label><input id="owner" name="owner" maxlength="100" autocomplete="off"><p></p>
<button>Sign in</button></form></section>`,
    ),
  );
}

function sendBack(request: ControlRequest, issuer: Issuer, codes: Map<string, Chosen>): ControlAnswer {
  const chosen = Chosen.safeParse(fieldsOf(request));
  if (!chosen.success || !isClient(chosen.data, issuer)) return problem(400, 'Not a request of the login');
  const code = randomBytes(24).toString('base64url');
  if (codes.size >= MOST_CODES) codes.clear();
  codes.set(code, chosen.data);
  const back = new URL(chosen.data.redirect_uri);
  back.searchParams.set('code', code);
  back.searchParams.set('state', chosen.data.state);
  return seeOther(back.href);
}

async function exchange(
  fields: Record<string, string>,
  issuer: Issuer,
  codes: Map<string, Chosen>,
): Promise<ControlAnswer> {
  const asked = Exchange.safeParse(fields).data;
  const grant = codes.get(asked?.code ?? '');
  // Good once, also for whoever fails with it.
  codes.delete(asked?.code ?? '');
  const holds =
    asked &&
    grant &&
    asked.client_id === grant.client_id &&
    asked.redirect_uri === grant.redirect_uri &&
    createHash('sha256').update(asked.code_verifier).digest('base64url') === grant.code_challenge;
  if (!holds) return json(400, { error: 'invalid_grant' });
  const token = await issuer.token(grant.role, grant.owner, grant.nonce);
  return json(200, { id_token: token, access_token: token, token_type: 'Bearer', expires_in: 36_000 });
}

const isClient = (asked: Asked, { client }: Issuer): boolean =>
  asked.client_id === client.id && asked.redirect_uri === client.redirectUri;

const fieldsOf = ({ body }: ControlRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));
