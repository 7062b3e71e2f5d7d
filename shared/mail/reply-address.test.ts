import { describe, expect, it } from 'vitest';
import { newId } from '../domain/ids.ts';
import { leadOfReplyAddress, replyAddress, withoutLead } from './reply-address.ts';

const secret = 'a secret of the installation';
const sender = 'anfragen@leitwerk.example';
const leadId = newId('lead', '2026-11-24T09:00:00.000Z');
const address = replyAddress(sender, leadId, secret);

describe('the address that answers come back to', () => {
  it('names the lead, fits into an address, and is ours without its tag', () => {
    expect(leadOfReplyAddress(address, secret)).toBe(leadId);
    expect(leadOfReplyAddress(address.toUpperCase(), secret)).toBe(leadId);
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
    expect(withoutLead(address)).toBe(sender);
  });

  it.each([
    ['without a tag', sender],
    ['with the tag of somebody’s own', 'anfragen+messe@leitwerk.example'],
    ['of another lead', address.replace(/\+./, '+z')],
    ['with another signature', address.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'))],
    ['cut short', address.replace(/.@/, '@')],
    ['of another installation', replyAddress(sender, leadId, 'another secret')],
  ])('one %s names no lead', (_, recipient) => {
    expect(leadOfReplyAddress(recipient, secret)).toBeNull();
  });

  it('is the plain one where the tag would make it too long for mail servers', () => {
    const long = `${'a'.repeat(40)}@leitwerk.example`;
    expect(replyAddress(long, leadId, secret)).toBe(long);
  });
});
