import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver knows that a message is ours and whole, as Standard Webhooks 1.0 says: HMAC-SHA-256
 * over id, time and body. Sent again, a message has the same id.
 * @param now ISO instant
 * @param key agreed with the receiver, as text or bytes
 */
export function signMessage(
  id: string,
  body: string,
  now: string,
  key: string | Buffer,
): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
