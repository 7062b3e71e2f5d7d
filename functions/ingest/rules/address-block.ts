import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';

/** First 64 bits of an IPv6 address, as four groups. */
function prefix64(address: string): string {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(8 - left.length - right.length, 0);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * The block of addresses that a caller shares with its neighbours, /24 or /64, under a keyed hash: enough to count by,
 * and no address is stored.
 * @param key what outsiders do not know of this installation
 */
export function addressBlock(address: string, key: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  const block =
    version === 4 ? plain.split('.').slice(0, 3).join('.') : version === 6 ? prefix64(plain) : 'unknown';
  return createHmac('sha256', key).update(block).digest('base64url').slice(0, 22);
}
