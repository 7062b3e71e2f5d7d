/** What a form fetches while a person looks at it: a token with the time, and a challenge for the browser. */
import { randomBytes, randomInt } from 'node:crypto';
import { type HttpAnswer, json } from '../../shared/http/answer.ts';
import type { FormToken } from '../../shared/http/api/form-proofs.ts';
import { MOST_TRIES, setWork, signFormToken } from '../../shared/links/form-proofs.ts';

/** Anybody may have one, from whatever site; nothing is kept. */
const FOR_ALL = { 'access-control-allow-origin': '*' };

const freshId = (): string => randomBytes(9).toString('base64url');

/** `GET /v1/form-token` */
export function tokenAnswer(secret: string, now: string): HttpAnswer {
  return json(200, { token: signFormToken(freshId(), now, secret) } satisfies FormToken, FOR_ALL);
}

/** `GET /v1/challenge` */
export function challengeAnswer(secret: string, now: string): HttpAnswer {
  return json(200, setWork(freshId(), randomInt(MOST_TRIES), now, secret), FOR_ALL);
}
