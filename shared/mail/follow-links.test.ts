import { describe, expect, it } from 'vitest';
import { followLinks } from './follow-links.ts';
import { parseTemplate } from './template.ts';

const follow = (to: string, { link, links }: { link: number; links: number }) => `<${link}/${links} ${to}>`;
const addresses = (text: string) =>
  [...JSON.stringify(followLinks(parseTemplate(text), follow)).matchAll(/"address":"([^"]+)"/g)].map(
    ([, address]) => address,
  );

describe('links of a mail whose clicks are heard of', () => {
  it('are those that the template writes out, in paragraphs, lists and buttons', () => {
    const text =
      'See [a](https://a.example/).\n\n- [b](https://b.example/x)\n- no link\n\n[c](https://c.example)';
    expect(addresses(text)).toEqual([
      '<1/3 https://a.example/>',
      '<2/3 https://b.example/x>',
      '<3/3 https://c.example>',
    ]);
  });

  it('are one where the same address stands twice', () => {
    expect(addresses('[a](https://a.example)\n\n[again](https://a.example)')).toEqual([
      '<1/1 https://a.example>',
      '<1/1 https://a.example>',
    ]);
  });

  it.each(['{{privacy}}', 'https://a.example/?who={{lastName}}', 'mailto:sales@a.example'])(
    'are not those that may be personal or lead to no page: %s',
    (address) => {
      expect(addresses(`[a](${address})`)).toEqual([address]);
    },
  );
});
