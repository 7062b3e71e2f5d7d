import { describe, expect, it } from 'vitest';
import { patternsOfProduct, slowestOf } from './patterns.ts';

/**
 * Twice the text takes a pattern twice as long, about 1 ms; one that takes four times as long needs hundreds.
 * `npm run bench:data patterns` measures longer texts, more of them, and against 10 ms.
 */
const LENGTH = 10_000;
const LIMIT_MS = 40;

describe('no text that somebody sends keeps a regular expression busy', () => {
  it('whatever a pattern looks for, again and again', async () => {
    const patterns = await patternsOfProduct();
    expect(patterns.length).toBeGreaterThan(400);
    // Literals, what modules put together whoever loads them first, and the formats of zod are all among them.
    const places = patterns.map(({ place }) => place);
    for (const one of ['shared/rules/concern.ts', 'shared/mail/reply-address.ts', 'zod date', 'zod email'])
      expect(places).toContain(one);
    const slow = patterns.filter(({ pattern }) => slowestOf(pattern, LENGTH, LIMIT_MS).ms > LIMIT_MS);
    expect(slow.map(({ place, pattern }) => `${place} ${pattern}`)).toEqual([]);
  });

  it.each([/\s+$/g, /(?:a|aa)+!/g])('%s would be told', (pattern) => {
    expect(slowestOf(pattern, LENGTH, LIMIT_MS).ms).toBeGreaterThan(LIMIT_MS);
  });
});
