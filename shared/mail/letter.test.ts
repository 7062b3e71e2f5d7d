import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeLetter, type Letter } from './letter.ts';

const letter: Letter = {
  language: 'en',
  subject: 'Your {{product}}',
  greeting: 'Dear Anna Schmidt,',
  parts: [
    'thank you for your interest{{#product}} in {{product}}{{/product}}.',
    '# What is next\n\n- You choose a date\n- {{nothing}}\n\nRead [more](https://a.example/more) or\n\n[Choose a date]({{link}})',
  ],
  footer: 'You get this mail because of an inquiry.',
  variables: { product: 'live demo', link: 'https://a.example/?a=1&b="2"', nothing: '' },
  company: {
    name: 'Nordlicht & Co.',
    website: 'https://www.example.com',
    imprint: ['Nordlicht GmbH', 'Musterstraße 1'],
  },
};

describe('a letter', () => {
  it('says the same in plain text and in HTML', () => {
    const { subject, text } = composeLetter(letter);
    expect(subject).toBe('Your live demo');
    expect(text).toBe(
      [
        'Dear Anna Schmidt,',
        'thank you for your interest in live demo.',
        'What is next\n------------',
        '- You choose a date',
        'Read more <https://a.example/more> or',
        'Choose a date <https://a.example/?a=1&b="2">',
        '-- \nYou get this mail because of an inquiry.',
        'Nordlicht GmbH\nMusterstraße 1',
        'https://www.example.com\n',
      ].join('\n\n'),
    );
  });

  it('escapes in HTML what is no markup, also in addresses', () => {
    const { html } = composeLetter(letter);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Nordlicht &amp; Co.');
    expect(html).toContain('href="https://a.example/?a=1&amp;b=&quot;2&quot;"');
    expect(html).toContain('<a href="https://a.example/more">more</a>');
  });

  it('leaves out what has nothing to say: empty items, links that lead nowhere', () => {
    const { html, text } = composeLetter({ ...letter, variables: { product: '', link: '', nothing: '' } });
    expect(text).toContain('thank you for your interest.');
    expect(text).not.toContain('Choose a date');
    expect(html).not.toContain('Choose a date');
  });

  it('stays far below the size at which mail programs cut (20 kB)', () => {
    expect(Buffer.byteLength(composeLetter(letter).html)).toBeLessThan(6_000);
  });

  it('never turns a value into markup or a second line of the subject, whatever the value is', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '{',
          '}',
          '[',
          ']',
          '(',
          ')',
          '\r',
          '\n',
          '#',
          '-',
          ' ',
          'a',
        ),
      }),
    );
    const tags = (html: string) =>
      html.match(/<\/?[a-z!][^>]*>/g)?.map((tag) => tag.replace(/href="[^"]*"/, 'href'));
    const link = (rest: string) => `https://a.example/${rest}`;
    const harmless = tags(
      composeLetter({ ...letter, greeting: 'x', variables: { product: 'x', link: link('x'), nothing: 'x' } })
        .html,
    );
    fc.assert(
      fc.property(value, value, (one, two) => {
        const filled = { product: `x${one}`, link: link(two), nothing: `x${two}` };
        const { html, subject } = composeLetter({ ...letter, greeting: one, variables: filled });
        expect(subject).not.toMatch(/[\r\n]/);
        expect(tags(html)?.filter((tag) => tag !== '<br>')).toEqual(
          harmless?.filter((tag) => tag !== '<br>'),
        );
      }),
    );
  });
});
