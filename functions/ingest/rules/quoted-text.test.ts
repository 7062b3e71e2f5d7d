import { describe, expect, it } from 'vitest';
import { withoutQuotes } from './quoted-text.ts';

describe('what a mail quotes', () => {
  it.each([
    'Anna Berg <anna@firma.example> schrieb am 03.04.2026:',
    '03.04.2026, 10:00, "Anna" <anna@firma.example>:',
    'Am 03.04.2026 um 10:00 schrieb Anna (anna@firma.example)',
    'On 3 April 2026 at 10:00, Anna [mailto:anna@firma.example] wrote:',
    'Anna (Firma) <anna@firma.example> wrote 2026:',
  ])('begins below "%s"', (introduction) => {
    expect(withoutQuotes(`Ja, gern.\n\n${introduction}\n> Passt das?`)).toBe('Ja, gern.');
  });

  it.each(['(a@', '(', '<a@b', '(a@b)', '[a@b] '])('is found at once in lines that repeat "%s"', (part) => {
    const line = part.repeat(390 / part.length);
    const text = `${line}\n`.repeat(50_000 / line.length);
    const start = performance.now();
    withoutQuotes(text);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
