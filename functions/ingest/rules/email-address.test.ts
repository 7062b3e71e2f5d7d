import { disposableEmailBlocklist } from 'disposable-email-domains-js';
import { describe, expect, it } from 'vitest';
import { isRoleAddress, readEmail } from './email-address.ts';
import { isDisposable, isFreeMail, packDomains } from './mail-domains.ts';

describe('an e-mail address that somebody typed', () => {
  it.each([
    ['Anna.Berg@Firma.example', 'anna.berg@firma.example'],
    [' anna@firma.example ', 'anna@firma.example'],
    ['\tanna@firma.example\u00a0 ', 'anna@firma.example'],
    ['\ufeffanna@firma.example\u200b', 'anna@firma.example'],
    ['mailto:anna@firma.example', 'anna@firma.example'],
    ['anna@müller.example', 'anna@xn--mller-kva.example'],
    ['anna@firma.xn--p1ai', 'anna@firma.xn--p1ai'],
    ['anna+messe@firma.example', 'anna+messe@firma.example'],
    ["o'neill@firma.example", "o'neill@firma.example"],
    ['a@b.co', 'a@b.co'],
    [`${'a'.repeat(64)}@firma.example`, `${'a'.repeat(64)}@firma.example`],
  ])('%j is %s', (typed, address) => {
    expect(readEmail(typed)?.address).toBe(address);
  });

  it.each([
    [''],
    ['anna'],
    ['@firma.example'],
    ['anna@'],
    ['anna@localhost'],
    ['anna@firma'],
    ['a..b@firma.example'],
    ['.a@firma.example'],
    ['a.@firma.example'],
    ['a b@firma.example'],
    ['a@b@firma.example'],
    ['müller@firma.example'],
    ['"a b"@firma.example'],
    ['a@-firma.example'],
    ['a@firma-.example'],
    ['a@firma..example'],
    ['a@firma.example.'],
    ['a@127.0.0.1'],
    ['a@[127.0.0.1]'],
    ['a@firma.1'],
    ['a@firma.e'],
    ['Anna <anna@firma.example>'],
    ['a@firma.example, b@firma.example'],
    ['a@firma.example\nBcc: x@evil.example'],
    ...[
      '\n',
      '\r',
      '\r\n',
      ' \r\n',
      ' \r\n\r\n ',
      '\0',
      '\x0b',
      '\x1b',
      '\x7f',
      '\x85',
      '\u2028',
      '\u2029',
    ].flatMap((broken) => [
      [`${broken}a@firma.example`],
      [`a@firma.example${broken}`],
      [`a${broken}@firma.example`],
    ]),
    ['a\t@firma.example'],
    ['a@firma\t.example'],
    [`${'a'.repeat(65)}@firma.example`],
    [`a@${'b'.repeat(64)}.example`],
    [`a@${'b.'.repeat(130)}example`],
    ['a(b)@firma.example'],
    ['a@fir_ma.example'],
    ['a\u202Eb@firma.example\u0000x'],
  ])('%j is none', (typed) => {
    expect(readEmail(typed)).toBeNull();
  });

  it.each([
    ['info@firma.example', true],
    ['info+shop@firma.example', true],
    ['information@firma.example', false],
    ['anna@firma.example', false],
  ])('%s is shared by several people: %s', (typed, expected) => {
    const email = readEmail(typed);
    expect(email && isRoleAddress(email, ['info'])).toBe(expected);
  });
});

describe('the provider of an address', () => {
  it.each([
    ['mailinator.com', true],
    ['x.y.mailinator.com', true],
    ['mailinator.com.firma.example', false],
    ['byom.de', true],
    ['muell.email', true],
    ['gmx.de', false],
    ['firma.example', false],
    ['com', false],
  ])('%s is thrown away after use: %s', (domain, expected) => {
    expect(isDisposable(domain, ['muell.email'])).toBe(expected);
  });

  it.each([
    ['gmail.com', true],
    ['gmx.de', true],
    ['mailbox.org', true],
    ['firma.example', false],
  ])('%s is open to everybody: %s', (domain, expected) => {
    expect(isFreeMail(domain)).toBe(expected);
  });

  it('is known from the list of the package; `npx vitest run email-address -u` packs it anew', async () => {
    const text = `${JSON.stringify({ hashes: packDomains(disposableEmailBlocklist()) }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('disposable-domains.json');
  });
});
