import type { JWTVerifyGetKey } from 'jose';
import { type HttpAnswer, redirect } from '../../../shared/http/answer.ts';
import { html } from '../../../shared/http/html.ts';
import { markup } from '../../../shared/http/markup.ts';
import { type HttpRequest, preferredLanguage } from '../../../shared/http/request.ts';
import {
  cookieOf,
  FORM_TOKEN,
  hardenedCookie,
  isOurForm,
  SESSION_COOKIE,
} from '../../../shared/http/session.ts';
import { log } from '../../../shared/observe/log.ts';
import type { Issuer } from '../../../shared/ports/issuer.ts';
import { readToken } from '../staff/identify.ts';
import { ATTEMPT_MS, challengeOf, newAttempt, openAttempt, sealAttempt } from './attempt.ts';
import { ownPath } from './own-path.ts';
import { words } from './words.ts';

/** Cookie of an attempt to sign in; only these pages get it. */
const ATTEMPT_COOKIE = 'leitwerk_sign_in';

export interface SignInPorts {
  issuer: Issuer;
  trust: { keys: JWTVerifyGetKey; issuer: string; audience: string };
  secret: () => Promise<string>;
  /** Under which people reach the pages, without a slash at the end. */
  publicUrl: string;
}

/** `GET /v1/login?to=`: leads to the issuer's sign-in page. */
export async function beginSignIn(
  ports: SignInPorts,
  request: HttpRequest,
  now: string,
): Promise<HttpAnswer> {
  const attempt = newAttempt(ownPath(request.query.to), now);
  const page = await ports.issuer.signInPage({
    state: attempt.state,
    nonce: attempt.nonce,
    challenge: challengeOf(attempt),
    redirectUri: callbackOf(ports),
  });
  const sealed = sealAttempt(attempt, await ports.secret());
  return { ...redirect(page), cookies: [attemptCookie(ports, sealed, ATTEMPT_MS / 1000)] };
}

/** `GET /v1/login/callback?code=&state=`: changes the code for a token and opens the session with it. */
export async function finishSignIn(
  ports: SignInPorts,
  request: HttpRequest,
  now: string,
): Promise<HttpAnswer> {
  const { code, state } = request.query;
  const secret = await ports.secret();
  const attempt = openAttempt(cookieOf(request.cookies, ATTEMPT_COOKIE), { state, secret, now });
  if (!attempt || !code) return refused(ports, request, 'unfinished');
  const token = await ports.issuer.exchange({
    code,
    verifier: attempt.verifier,
    redirectUri: callbackOf(ports),
  });
  const read = token === null ? null : await readToken(token, ports.trust);
  if (!token || !read || read.nonce !== attempt.nonce) return refused(ports, request, 'unfinished');
  if (!read.caller) return refused(ports, request, 'withoutRole');
  const session = hardenedCookie(SESSION_COOKIE, token, { secure: isSecure(ports) });
  return { ...redirect(attempt.to), cookies: [session, attemptCookie(ports, '', 0)] };
}

/** `POST /v1/logout`: ends the session here and, where it has a page for that, at the issuer. */
export async function signOut(ports: SignInPorts, request: HttpRequest): Promise<HttpAnswer> {
  const { signedOut, foreign, again } = words[preferredLanguage(request.headers)];
  const given = new URLSearchParams(request.body.toString('utf8')).get(FORM_TOKEN);
  const signedIn = cookieOf(request.cookies, SESSION_COOKIE) !== null;
  if (signedIn && !isOurForm(request, given, await ports.secret())) return page(403, request, foreign);
  const elsewhere = await ports.issuer.signOutPage(`${ports.publicUrl}/v1/login`);
  // The issuer is another site, to which a form may not lead; a page may.
  const onwards: Record<string, string> = elsewhere ? { refresh: `0;url=${elsewhere}` } : {};
  const done = page(200, request, { ...signedOut, link: { href: '/v1/login', text: again } });
  return {
    ...done,
    headers: { ...done.headers, ...onwards },
    cookies: [hardenedCookie(SESSION_COOKIE, '', { secure: isSecure(ports), maxAgeSeconds: 0 })],
  };
}

function refused(ports: SignInPorts, request: HttpRequest, what: 'unfinished' | 'withoutRole'): HttpAnswer {
  log.warn('sign-in-refused', { correlationId: request.correlationId, reason: what });
  const say = words[preferredLanguage(request.headers)];
  // The whole address: an attempt that began under another name of this site cannot end here.
  const link = { href: `${ports.publicUrl}/v1/login`, text: say.again };
  const status = what === 'unfinished' ? 400 : 403;
  return { ...page(status, request, { ...say[what], link }), cookies: [attemptCookie(ports, '', 0)] };
}

function page(
  status: number,
  request: HttpRequest,
  { title, text, link }: { title: string; text: string; link?: { href: string; text: string } },
): HttpAnswer {
  const language = preferredLanguage(request.headers);
  const onwards = link ? markup`<p><a class="button" href="${link.href}">${link.text}</a></p>` : '';
  return html(status, { language, title, main: markup`<p>${text}</p>${onwards}` });
}

const isSecure = ({ publicUrl }: SignInPorts): boolean => publicUrl.startsWith('https:');
const callbackOf = ({ publicUrl }: SignInPorts): string => `${publicUrl}/v1/login/callback`;
const attemptCookie = (ports: SignInPorts, value: string, maxAgeSeconds: number): string =>
  hardenedCookie(ATTEMPT_COOKIE, value, { secure: isSecure(ports), path: '/v1/login', maxAgeSeconds });
