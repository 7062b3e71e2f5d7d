import type { Evidence } from '../../../shared/domain/review.ts';
import type { Language } from '../pages/words.ts';
import { doubleWords } from './double-words.ts';

/** What each compared field said, the most telling first: `Telefon gleich +7`. */
export function evidenceText(evidence: readonly Evidence[], language: Language): string {
  const { fields, levels } = doubleWords[language];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'always' });
  return [...evidence]
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map(
      ({ field, level, bits }) =>
        `${fields[field] ?? field} ${levels[level] ?? level} ${number.format(bits)}`,
    )
    .join(' · ');
}
