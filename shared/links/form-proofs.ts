/** What forms bring along to show that a person filled them in: a signed time, and a little work of the browser. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Challenge } from '../http/api/form-proofs.ts';
import { isSame, signature } from './signature.ts';

/** The highest number that a browser must try; half of it on average takes a phone about a second. */
export const MOST_TRIES = 50_000;
/** Minutes in which a challenge must be solved and sent. */
export const WORK_MINUTES = 30;

/** The token of a form: when it was shown, signed. @param id of this token, without points */
export function signFormToken(id: string, now: string, secret: string): string {
  const signed = `${Date.parse(now).toString(36)}.${id}`;
  return `${signed}.${signature(`form ${signed}`, secret)}`;
}

/** @returns which token it is and how many seconds ago it was issued; null for what is none of ours */
export function readFormToken(
  token: string,
  secret: string,
  now: string,
): { id: string; seconds: number } | null {
  const [, signed = '', at = '', id = '', given = ''] =
    /^(([a-z\d]{8,9})\.([\w-]+))\.([\w-]+)$/.exec(token) ?? [];
  if (!isSame(given, signature(`form ${signed}`, secret))) return null;
  return { id, seconds: (Date.parse(now) - Number.parseInt(at, 36)) / 1000 };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Sets the task to find a number. Nothing is kept: salt and signature come back with the solution.
 * @param id of this challenge, without `?` @param number the solution, below `MOST_TRIES`
 */
export function setWork(id: string, number: number, now: string, secret: string): Challenge {
  const salt = `${id}?expires=${Math.floor(Date.parse(now) / 1000) + WORK_MINUTES * 60}&`;
  const challenge = sha256(salt + number);
  const signed = signature(`work ${challenge}`, secret);
  return { algorithm: 'SHA-256', challenge, maxnumber: MOST_TRIES, salt, signature: signed };
}

const Solution = z.object({
  challenge: z.string(),
  number: z.number().int(),
  salt: z.string(),
  signature: z.string(),
});

/** @param solved what the widget fills into its field: Base64 of JSON @returns id of the challenge; null where it is not solved */
export function readWork(solved: string, secret: string, now: string): string | null {
  const read = Solution.safeParse(parsed(solved));
  if (!read.success) return null;
  const { challenge, number, salt, signature: given } = read.data;
  const [, id, expires] = /^([^?]+)\?expires=(\d+)&$/.exec(salt) ?? [];
  const isOurs = isSame(given, signature(`work ${challenge}`, secret)) && sha256(salt + number) === challenge;
  return isOurs && id && Number(expires) * 1000 > Date.parse(now) ? id : null;
}

function parsed(solved: string): unknown {
  try {
    return JSON.parse(Buffer.from(solved, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
