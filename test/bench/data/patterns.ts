import { patternsOfProduct, slowestOf } from '../../fuzz/patterns.ts';
import type { Figure } from './figure.ts';

/** Characters of an attack, and milliseconds that one may take. */
const LENGTH = 50_000;
const LIMIT_MS = 10;

/** Every regular expression of the product against texts that are made of what it looks for. */
export async function patternFigures(): Promise<Figure[]> {
  const patterns = await patternsOfProduct();
  let slow = 0;
  let most = 0;
  for (const { place, pattern } of patterns) {
    const { ms, text } = slowestOf(pattern, LENGTH, LIMIT_MS);
    most = Math.max(most, ms);
    if (ms <= LIMIT_MS) continue;
    slow += 1;
    console.error(`${place} /${pattern.source.slice(0, 60)}/ ${Math.round(ms)} ms on ${text}`);
  }
  return [
    {
      what: `regular expressions above ${LIMIT_MS} ms`,
      value: slow,
      most: 0,
      gate: true,
      note: `${patterns.length} on ${LENGTH} characters, the slowest ${most.toFixed(1)} ms`,
    },
  ];
}
