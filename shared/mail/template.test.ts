import { describe, expect, it } from 'vitest';
import { checkLine, checkTemplate, parseTemplate } from './template.ts';

const names = ['firstName', 'product', 'link'];

describe('the template of a mail', () => {
  it('is parted into headings, paragraphs, lists, links and buttons', () => {
    const text =
      '# Your {{product}}\n\nFirst line\nsecond, [here](https://a.example/x)!\n\n- one\n- two\n\n[Open]({{link}})\n';
    expect(parseTemplate(text)).toEqual([
      { kind: 'heading', spans: [{ text: 'Your {{product}}' }] },
      {
        kind: 'paragraph',
        spans: [
          { text: 'First line\nsecond, ' },
          { label: 'here', address: 'https://a.example/x' },
          { text: '!' },
        ],
      },
      { kind: 'list', items: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'button', label: 'Open', address: '{{link}}' },
    ]);
  });

  it.each([
    ['plain words', 'Thank you.'],
    ['variables', 'Thank you, {{firstName}}.'],
    ['conditions', 'Thank you{{#firstName}}, {{firstName}}{{/firstName}}{{^firstName}}!{{/firstName}}'],
    ['links', '[a](https://a.example)\n\n[b](mailto:b@a.example)\n\n[c]({{link}})'],
    ['a comment', '{{! to be reviewed }}Thank you.'],
  ])('may hold %s', (_what, text) => {
    expect(checkTemplate(text, names)).toEqual([]);
  });

  it.each([
    ['an unknown variable', 'Hello\n\n{{firstname}}', 3, 'there is no variable firstname'],
    ['an inherited name', '{{constructor.name}}', 1, 'there is no variable constructor.name'],
    ['an unknown condition', '{{#hot}}x{{/hot}}', 1, 'there is no variable hot'],
    [
      'an unknown variable in a condition',
      '{{#product}}{{score}}{{/product}}',
      1,
      'there is no variable score',
    ],
    ['raw HTML', 'a\n\nb\nc\n\n{{{firstName}}}', 6, '{{&firstName}} cannot be used in a mail'],
    ['raw HTML, written otherwise', '{{&firstName}}', 1, '{{&firstName}} cannot be used in a mail'],
    ['another file', '{{>other}}', 1, '{{>other}} cannot be used in a mail'],
    ['other brackets', '{{=<% %>=}}', 1, '{{=<% %>}} cannot be used in a mail'],
    ['a condition without end', '{{#product}}x', 1, expect.stringContaining('Unclosed section')],
    ['a script for a link', '[x](javascript:alert)', 1, 'javascript:alert is no address'],
    ['an unknown variable for a link', '[x]({{url}})', 1, 'there is no variable url'],
    ['a link on a plain connection', '[x](http://a.example)', 1, 'http://a.example is no address'],
  ])('may not hold %s', (_what, text, line, message) => {
    expect(checkTemplate(text, names)).toEqual([expect.objectContaining({ line, message })]);
  });

  it('proposes the variable that was meant, else names all', () => {
    expect(checkTemplate('{{firstnam}}', names)[0]?.suggestion).toBe('did you mean firstName?');
    expect(checkTemplate('{{xyzxyz}}', names)[0]?.suggestion).toBe('use one of firstName, product, link');
  });

  it('has a subject of one line', () => {
    expect(checkLine('Your {{product}}', names)).toEqual([]);
    expect(checkLine('Your\nBcc: x', names)).toEqual([{ line: 2, message: 'this must be one line' }]);
    expect(checkLine('{{score}}', names)).toHaveLength(1);
  });
});
