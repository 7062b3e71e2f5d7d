import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { Fault } from '../../domain/faults.ts';
import type { Issuer } from '../../ports/issuer.ts';

/** The gateway waits 30 s, a person less. */
const TIMEOUT_MS = 4000;

const Configuration = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
});
type Configuration = z.infer<typeof Configuration>;

const Tokens = z.object({ id_token: z.string().min(1) });

export interface OpenidIssuer extends Issuer {
  /** The keys that its tokens are signed with, for `jwtVerify`. */
  readonly keys: JWTVerifyGetKey;
}

/**
 * An OpenID provider by its discovery document, which is asked once and kept as long as the environment lives.
 * @param issuer as tokens name it, such as `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x`
 * @param clientId of the public client: PKCE stands in the place of a secret
 */
export function openidIssuer({ issuer, clientId }: { issuer: string; clientId: string }): OpenidIssuer {
  let known: Configuration | undefined;
  let keySet: JWTVerifyGetKey | undefined;
  const configuration = async (): Promise<Configuration> => {
    known ??= await discover(issuer);
    return known;
  };
  return {
    keys: async (header, token) => {
      keySet ??= createRemoteJWKSet(new URL((await configuration()).jwks_uri));
      return keySet(header, token);
    },
    signInPage: async ({ state, nonce, challenge, redirectUri }) =>
      withQuery((await configuration()).authorization_endpoint, {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }),
    exchange: async ({ code, verifier, redirectUri }) => {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
      });
      const answer = await ask((await configuration()).token_endpoint, { method: 'POST', body });
      if (answer.status >= 500) throw unreachable(answer.status);
      return Tokens.safeParse(await json(answer)).data?.id_token ?? null;
    },
    signOutPage: async (backTo) => {
      const { end_session_endpoint: page } = await configuration();
      // Cognito calls the way back `logout_uri`, everybody else as the standard does.
      return page
        ? withQuery(page, { client_id: clientId, logout_uri: backTo, post_logout_redirect_uri: backTo })
        : null;
    },
  };
}

async function discover(issuer: string): Promise<Configuration> {
  const answer = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const read = Configuration.safeParse(await json(answer));
  if (!read.success || read.data.issuer !== issuer) throw unreachable(answer.status);
  return read.data;
}

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new Fault('issuer-unreachable', { retryable: true, cause });
  }
}

const unreachable = (status: number): Fault =>
  new Fault('issuer-unreachable', { retryable: true, detail: `answered ${status}` });

const json = (answer: Response): Promise<unknown> => answer.json().catch(() => undefined);

function withQuery(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
