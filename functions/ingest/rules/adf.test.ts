import { describe, expect, it } from 'vitest';
import { hasAdf, readAdf } from './adf.ts';

const whole = `<?adf version="1.0"?><!DOCTYPE adf [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<adf><prospect status="new"><id sequence="1" source="Portal">P-77</id><requestdate>2026-11-23T10:00:00+01:00</requestdate>
<vehicle interest="buy"><year>2024</year><make>Audi</make><model>A4</model><trim>Avant</trim></vehicle>
<customer><contact><name part="first">Anna</name><name part="last">Berg &amp; Kunz</name><email>anna.berg@firma.example</email>
<phone type="fax">030 999</phone><phone type="voice">030 1234567</phone>
<address><street line="1">Weg 1</street><city>Berlin</city><postalcode>10115</postalcode><country>DE</country></address></contact>
<comments><![CDATA[Wann <kann> ich ihn sehen? &x;]]></comments></customer>
<vendor><vendorname>Autohaus</vendorname></vendor></prospect></adf>`;

describe('a lead mail of the car trade (ADF 1.0)', () => {
  it('tells the customer, the car and who sells it', () => {
    expect(readAdf(whole)).toEqual([
      {
        firstName: 'Anna',
        lastName: 'Berg & Kunz',
        email: 'anna.berg@firma.example',
        phone: '030 1234567',
        street: 'Weg 1',
        city: 'Berlin',
        postcode: '10115',
        country: 'DE',
        externalId: 'P-77',
        message: 'Wann <kann> ich ihn sehen? &x;',
        subject: '2024 Audi A4 Avant',
        capturedAt: '2026-11-23T09:00:00.000Z',
        extra: {
          vehicle: '2024 Audi A4 Avant',
          vendor: 'Autohaus',
          requestdate: '2026-11-23T10:00:00+01:00',
        },
      },
    ]);
  });

  it.each([
    ['curly quotes and instructions in any order', '<?XML VERSION “1.0”?><?ADF VERSION "1.0"?>', ''],
    ['tags in capitals', '', ''],
    ['an attribute without quotes and a stray sign', '<adf x=1> < ', '&nonsense;'],
    ['an end that is missing', '', ''],
  ])('is read in spite of %s', (what, before, after) => {
    const prospect =
      '<adf><prospect><customer><contact><name part="full">Anna Berg</name><phone>030 1234567</phone></contact></customer>';
    const text = `${before}${prospect}${after}${what.includes('missing') ? '' : '</prospect></adf>'}`;
    expect(
      readAdf(what.includes('capitals') ? text.replace(/<\/?\w+/g, (tag) => tag.toUpperCase()) : text),
    ).toEqual([{ name: 'Anna Berg', phone: '030 1234567', extra: {} }]);
  });

  it('is nothing where nothing is', () => {
    for (const text of ['', 'Guten Tag', '<adf>', '<html><body>adf</body></html>'])
      expect(readAdf(text)).toEqual([]);
    expect(hasAdf('Wir verkaufen <b>Autos</b>')).toBe(false);
  });

  it.each(['<a ', '<a>', '<!--', '<![CDATA[', '</adf', '&#1;', 'a="'])(
    'takes its time over 50,000 times %s and stops',
    (part) => {
      const start = performance.now();
      readAdf(`<adf><prospect>${part.repeat(50_000)}`);
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});
