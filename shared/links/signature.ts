import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a signature that are kept: 128 bits cannot be guessed, and a link stays short enough for a mail. */
const SIGNATURE_BYTES = 16;

/** Signs a text (HMAC-SHA-256), in letters that need no escaping in an address. */
export function signature(signed: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(signed)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
    .toString('base64url');
}

/** Compares in a time that does not tell how much of a guess was right. Texts, not bytes: no second spelling fits. */
export function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
