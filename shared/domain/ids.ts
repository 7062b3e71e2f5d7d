import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Prefixes of the ids that leave the product: one glance tells what an id names. */
export type IdKind = 'lead' | 'inq' | 'mail' | 'imp' | 'cor' | 'ord' | 'note';

/**
 * Makes an id that sorts by time: kind, 9 characters of the instant (ms), 13 random characters (65 bits).
 * @param kind what the id names
 * @param now the instant as ISO text
 */
export function newId(kind: IdKind, now: string): string {
  let rest = Date.parse(now);
  let time = '';
  for (let i = 0; i < 9; i++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const random = Array.from(randomBytes(13), (byte) => ALPHABET.charAt(byte % 32)).join('');
  return `${kind}_${time}${random}`;
}
