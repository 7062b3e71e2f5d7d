/** Whether a body comes from the tool that it says: by the key that both know. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookCheck } from '../../../../shared/rules/hooks.ts';
import { type Plain, plainText } from '../plain-values.ts';
import { valuesAt } from './path.ts';

/** What is checked of a request. Header names are in small letters. */
export interface SignedRequest {
  method: string;
  /** As the tool called it. */
  url: string;
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Buffer;
}

/** A body that is sent again later than this is somebody else's copy; the tools say five minutes. */
const MAX_AGE_MS = 5 * 60 * 1000;

/**
 * Checks where a body comes from, in a time that tells nothing about the key.
 * @param parsed the body as read; null where it could not be
 * @param now ISO instant
 */
export function isGenuine(
  request: SignedRequest,
  parsed: Plain,
  { check, key, now }: { check: HookCheck; key: string; now: string },
): boolean {
  if (check.by === 'body') return valuesAt(parsed, check.path).some((said) => same(plainText(said), key));
  if (check.by === 'token') return tokenHolds(request.headers[check.header] ?? '', request.body, key);
  if (check.by === 'key') return same(request.query.key ?? request.headers['x-hook-key'] ?? '', key);
  const header = request.headers[check.header] ?? '';
  const stamp =
    check.timestamp === 't' ? (partOf(header, 't') ?? '') : (request.headers[check.timestamp ?? ''] ?? '');
  if (check.timestamp !== undefined && !isRecent(stamp, now)) return false;
  const said = check.timestamp === 't' ? partOf(header, 'v1') : header;
  const hash = hmac(key, overText(request, check.over, stamp), check.encoding);
  return said !== undefined && same(said, `${check.prefix}${hash}`);
}

/** The text that is hashed; the body goes in as bytes. */
function overText({ method, url, body }: SignedRequest, template: string, timestamp: string): Buffer {
  const parts = template.split(/(\{\w+\})/).map((part) => {
    if (part === '{body}') return body;
    const words: Record<string, string> = { '{timestamp}': timestamp, '{method}': method, '{url}': url };
    return Buffer.from(words[part] ?? part);
  });
  return Buffer.concat(parts);
}

export function hmac(key: string, over: Buffer | string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(over).digest(encoding);
}

/** Hashed first, so that texts of any length take the same time. */
export function same(said: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return said !== '' && timingSafeEqual(digest(said), digest(expected));
}

/** `v1` of `t=1700000000,v1=5257a8…`. */
function partOf(header: string, name: string): string | undefined {
  const parts = header.split(',').map((part) => part.trim().split('='));
  return parts.find(([each]) => each === name)?.[1];
}

/** @param stamp seconds or milliseconds since 1970 */
function isRecent(stamp: string, now: string): boolean {
  if (!/^\d{10}(?:\d{3})?$/.test(stamp)) return false;
  const at = Number(stamp) * (stamp.length === 10 ? 1000 : 1);
  return Math.abs(Date.parse(now) - at) <= MAX_AGE_MS;
}

/** A signed token (HS256) whose `sha256` is the hash of the body, as Netlify sends it. */
function tokenHolds(token: string, body: Buffer, key: string): boolean {
  const [head = '', content = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', key).update(`${head}.${content}`).digest('base64url');
  if (!same(signature, expected)) return false;
  try {
    const said: unknown = JSON.parse(Buffer.from(content, 'base64url').toString('utf8'));
    const hash = typeof said === 'object' && said !== null && 'sha256' in said ? said.sha256 : undefined;
    return typeof hash === 'string' && same(hash, createHash('sha256').update(body).digest('hex'));
  } catch {
    return false;
  }
}
