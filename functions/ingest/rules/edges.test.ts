import { describe, expect, it } from 'vitest';
import { addressBlock } from './address-block.ts';
import { detectLanguage, readLanguage } from './language.ts';
import { readPostcode, splitAddress, splitPlace } from './postcode.ts';
import { readProduct } from './products.ts';
import { allowedRedirect } from './redirect.ts';
import { suspicions } from './spam.ts';
import { readAuthority, readCurrent, readNeed, readYesNo } from './synonyms.ts';
import { block, fold, line } from './text.ts';

describe('neighbours share a block of addresses', () => {
  it.each([
    ['203.0.113.7', '203.0.113.250', true],
    ['203.0.113.7', '203.0.114.7', false],
    ['::ffff:203.0.113.7', '203.0.113.9', true],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::1', true],
    ['2001:db8:1:2::1', '2001:0db8:0001:0002:ffff::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['nonsense', '', true],
  ])('%s and %s: %s', (one, other, together) => {
    expect(addressBlock(one, 'key') === addressBlock(other, 'key')).toBe(together);
  });

  it('is not to be read from its hash without the key', () => {
    expect(addressBlock('203.0.113.7', 'key')).not.toBe(addressBlock('203.0.113.7', 'other'));
    expect(addressBlock('203.0.113.7', 'key')).not.toContain('203');
  });
});

describe('a form may send people on', () => {
  const allowed = ['https://www.example.com/danke', 'https://shop.example/'];
  it.each([
    ['https://www.example.com/danke', 'https://www.example.com/danke'],
    ['https://www.example.com/danke/sehr?x=1#y', 'https://www.example.com/danke/sehr?x=1#y'],
    ['https://shop.example/anything', 'https://shop.example/anything'],
    ['https://www.example.com/dankeschön', null],
    ['https://www.example.com/', null],
    ['http://www.example.com/danke', null],
    ['https://www.example.com.evil.example/danke', null],
    ['https://www.example.com@evil.example/danke', null],
    ['https://u:p@www.example.com/danke', null],
    ['https://www.example.com/danke/../admin', null],
    ['//evil.example', null],
    ['javascript:alert(1)', null],
    ['/danke', null],
    ['https://shop.example/\r\nset-cookie: a=b', 'https://shop.example/set-cookie:%20a=b'],
  ])('to %s: %s', (wanted, expected) => {
    expect(allowedRedirect(wanted, allowed)).toBe(expected);
  });
});

describe('spam', () => {
  const rules = { threshold: 4, links: 2, repeats: 5, phrases: ['casino', 'seo services'], honeypots: [] };
  it.each([
    [{ text: 'Bitte ein Angebot, siehe https://firma.example' }, 0],
    [{ text: 'https://a.example https://b.example https://c.example' }, 1],
    [{ text: 'https://www.a.example www.b.example/x' }, 0],
    [{ text: 'hxxp://a.example hxxps://b.example c.example/x d.example/y' }, 2],
    [{ text: 'am 20.11. und/oder z.B./d.h. mail@firma.example, firma.example' }, 0],
    [{ text: 'Best CASINO and SEO services' }, 4],
    [{ text: 'Best саsіnо and ＳＥＯ\u00a0 \nser\u00advi\u200bces' }, 4],
    [{ text: 'Best cásìno' }, 2],
    [{ text: '<a href="https://x.example">x</a>' }, 2],
    [{ text: 'Angebot', seconds: 1 }, 2],
    [{ text: 'Angebot', seconds: 3 }, 0],
    [{ text: 'Angebot', others: 4 }, 0],
    [{ text: 'Angebot', others: 5 }, 2],
  ])('%j has %d points', (said, points) => {
    expect(suspicions(said, rules).reduce((sum, suspicion) => sum + suspicion.points, 0)).toBe(points);
  });
});

describe('a postcode (R50)', () => {
  it.each([
    ['50667', 'DE', '50667'],
    ['D-50667', 'DE', '50667'],
    ['DE 50667', 'DE', '50667'],
    [' 01067 ', 'DE', '01067'],
    ['1067', 'DE', null],
    ['00000', 'DE', null],
    ['506677', 'DE', null],
    ['5066A', 'DE', null],
    ['٥٠٦٦٧', 'DE', null],
    ['A-1010', 'AT', '1010'],
    ['sw1a 1aa', 'GB', 'SW1A 1AA'],
    ['ABC', 'GB', null],
    ['1234567890123', 'US', null],
  ])('%s in %s: %s', (typed, country, expected) => {
    expect(readPostcode(typed, country)).toBe(expected);
  });

  it('is taken off the place', () => {
    expect(splitPlace('50667 Köln')).toEqual({ postcode: '50667', city: 'Köln' });
    expect(splitPlace('50667')).toEqual({ postcode: '50667' });
    expect(splitPlace('Köln')).toEqual({ city: 'Köln' });
    expect(splitAddress('Domstr. 1, 50667 Köln')).toEqual({
      street: 'Domstr. 1',
      postcode: '50667',
      city: 'Köln',
    });
    expect(splitAddress('Domstr. 1')).toEqual({ street: 'Domstr. 1' });
  });
});

describe('words', () => {
  it.each([
    ['Geschäftsführer', 'decider'],
    ['decision-maker', 'decider'],
    ['Einkauf', 'buyer'],
    ['Anwenderin', 'user'],
    ['Papst', null],
  ])('%s has the authority %s', (typed, expected) => {
    expect(readAuthority(typed)).toBe(expected);
  });

  it.each([
    ['konkret', 'concrete'],
    ['Allgemeines Interesse', 'general'],
    ['kein Bedarf', 'none'],
    ['blau', null],
  ])('%s is the need %s', (typed, expected) => {
    expect(readNeed(typed)).toBe(expected);
  });

  it.each([
    ['on', true],
    ['Ja', true],
    [true, true],
    [1, true],
    ['', false],
    ['nein', false],
    ['0', false],
    ['vielleicht', null],
    [{}, null],
  ])('the box %j is ticked: %s', (value, expected) => {
    expect(readYesNo(value)).toBe(expected);
  });

  it.each([
    ['Live Demo', 'demo'],
    ['DEMO', 'demo'],
    ['Vorfuehrung', 'demo'],
    ['Rakete', null],
    ['', null],
  ])('the product %s is %s', (typed, expected) => {
    expect(readProduct(typed, [{ id: 'demo', name: 'Vorführung', aliases: ['Live-Demo'] }])).toBe(expected);
  });

  it.each([
    ['Wir möchten ein Angebot für 20 Lizenzen.', 'de'],
    ['Please send us a quotation for 30 seats.', 'en'],
    ['OK', null],
    ['にゃんこ', null],
  ])('%s is written in %s', (text, expected) => {
    expect(detectLanguage(text)).toBe(expected);
  });

  it.each([
    ['de-AT', 'de'],
    ['Deutsch', 'de'],
    ['English', 'en'],
    ['fr_FR', 'fr'],
    ['klingonisch', null],
  ])('%s is %s', (typed, expected) => {
    expect(readLanguage(typed)).toBe(expected);
  });

  it('are cleaned of what is not text', () => {
    expect(fold('Straße_NR.')).toBe('strassenr');
    expect(line(' a\u0000b\r\nc\u202Ed ')).toBe('a b cd');
    expect(line('\ud800x')).toBe('\ufffdx');
    expect(block('a\r\nb\u0007\n\n\n\n\nc  \n')).toBe('a\nb\n\n\nc');
  });
});

describe('what somebody uses today is kept as they say it, and nothing is an answer (R75)', () => {
  it.each([
    ['SAP', 'SAP'],
    ['Excel und Papier', 'Excel und Papier'],
    ['none', 'nothing'],
    ['Noch nichts', 'nothing'],
    ['keine Lösung', 'nothing'],
    ['keine Angabe', null],
    ['k. A.', null],
    ['', null],
  ])('%s: %s', (typed, uses) => {
    expect(readCurrent(typed)).toBe(uses);
  });
});
