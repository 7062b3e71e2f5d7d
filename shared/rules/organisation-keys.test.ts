import { describe, expect, it } from 'vitest';
import { domainKey, organisationKeys } from './organisation-keys.ts';

describe('the domain of an organisation (spec 2)', () => {
  it.each([
    ['mail.firma.de', 'firma.de'],
    ['FIRMA.DE.', 'firma.de'],
    ['vertrieb.sued.firma.de', 'firma.de'],
    ['a.firma.co.uk', 'firma.co.uk'],
    ['kunde.github.io', 'kunde.github.io'],
    ['www.kunde.github.io', 'kunde.github.io'],
    ['mail.müller.de', 'xn--mller-kva.de'],
    ['xn--mller-kva.de', 'xn--mller-kva.de'],
    ['a.firma.公司.cn', 'firma.xn--55qx5d.cn'],
    ['mail.alpenbau.example', 'alpenbau.example'],
    ['firma.onmicrosoft.com', 'firma.onmicrosoft.com'],
    ['mail.firma.onmicrosoft.com', 'firma.onmicrosoft.com'],
    ['huber.jimdofree.com', 'huber.jimdofree.com'],
    ['co.uk', 'co.uk'],
    ['localhost', 'localhost'],
    ['192.0.2.1', '192.0.2.1'],
    ['[192.0.2.1]', '[192.0.2.1]'],
    ['onmicrosoft.com', 'onmicrosoft.com'],
  ])('of %s is %s', (domain, registered) => {
    expect(domainKey(domain)).toBe(`domain:${registered}`);
  });

  it('stands before the name of the company, without legal form', () => {
    const organisation = { domain: 'mail.alpenbau.example', name: 'Alpen-Bau Köln' };
    expect(organisationKeys({ organisation, facts: { company: 'Alpen-Bau Köln GmbH' } })).toEqual([
      'domain:alpenbau.example',
      'name:alpen bau koeln',
    ]);
    expect(organisationKeys({ organisation: null, facts: {} })).toEqual([]);
  });
});
