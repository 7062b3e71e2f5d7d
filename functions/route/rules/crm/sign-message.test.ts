import { describe, expect, it } from 'vitest';
import { signMessage } from './sign-message.ts';

describe('a message to a connector', () => {
  it('is signed as the example of Standard Webhooks 1.0', () => {
    const key = Buffer.from('plJ3nmyCDGBKInavdOK15jsl', 'base64');
    const now = new Date(1_731_705_121_000).toISOString();
    expect(
      signMessage('msg_loFOjxBNrRLzqYUf', '{"event_type":"ping","data":{"success":true}}', now, key),
    ).toMatchObject({
      'webhook-id': 'msg_loFOjxBNrRLzqYUf',
      'webhook-timestamp': '1731705121',
      'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    });
  });

  it.each([
    ['another body', 'msg_1', '{"a":2}', 'key of sixteen letters'],
    ['another id', 'msg_2', '{"a":1}', 'key of sixteen letters'],
    ['another key', 'msg_1', '{"a":1}', 'another key of sixteen'],
  ])('has another signature with %s', (_, id, body, key) => {
    const now = '2027-01-19T09:00:00.000Z';
    const first = signMessage('msg_1', '{"a":1}', now, 'key of sixteen letters');
    expect(signMessage(id, body, now, key)['webhook-signature']).not.toBe(first['webhook-signature']);
  });
});
