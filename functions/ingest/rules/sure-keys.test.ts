import { describe, expect, it } from 'vitest';
import { readEmail } from './email-address.ts';
import { sureKeys } from './sure-keys.ts';

const keysOf = (address: string) =>
  sureKeys({ facts: {}, source: 'form', vouched: false }, readEmail(address), { roleAddresses: ['info'] });

describe('by which address a person is surely known', () => {
  it.each([
    ['Max@Firma.example', ['max@firma.example']],
    ['max+fair@firma.example', ['max+fair@firma.example']],
    ['info@firma.example', []],
    ['info+fair@firma.example', []],
  ])('%s: %j', (address, known) => {
    expect(keysOf(address)).toEqual(known.map((value) => ({ kind: 'email', value })));
  });

  it('is not the address without its tag: that it is one mailbox is for the comparison to weigh', () => {
    expect(keysOf('max+fair@firma.example')).not.toEqual(keysOf('max@firma.example'));
  });
});
