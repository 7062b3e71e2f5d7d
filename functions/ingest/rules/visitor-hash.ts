import { createHmac } from 'node:crypto';

/** The keyed hash under which a browser is known here. */
export function visitorHash(visitorId: string, hashKey: string): string {
  return createHmac('sha256', hashKey).update(`visitor ${visitorId}`).digest('base64url').slice(0, 22);
}
