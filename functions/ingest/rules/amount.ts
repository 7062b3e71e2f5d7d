import { line } from './text.ts';

/** Factors as people abbreviate them. */
const FACTORS: readonly (readonly [RegExp, number])[] = [
  [/^(mrd|milliarden?|billions?|bn)$/, 1e9],
  [/^(mio|million(en|s)?|m)$/, 1e6],
  [/^(tsd|tausend|thousand|k|t|teur|teuro|t€)$/, 1e3],
];
/** Words and signs around a number that do not change it. */
const AROUND =
  /(?<!\p{L})(?:ca|circa|etwa|rund|ungefähr|about|approx|approximately|around|über|ueber|more than|mehr als|over|ab|from|von|zwischen|between|min|mind|mindestens|bis zu|bis|up to|max|maximal|under|unter|weniger als|less than|eur|euros?|chf|franken|usd|gbp|dollars?|netto|brutto|net|gross|mitarbeiter(?:innen|:innen|\*innen|n)?|mitarbeitende|employees|people|personen|ma|pro jahr|per year|p\. ?a)(?!\p{L})\.?|[$£+<>≥≤~=]|(?<!t)€/gu;
const BETWEEN = /(?<=[\d\p{L}€.])\s*(?:[–—-]|(?<!\p{L})(?:bis|to|und|and)(?!\p{L}))\s*(?=\D{0,3}\d)/u;
/** Larger than any order; what is beyond was mistyped or is hostile. */
const LARGEST = 1e12;

/**
 * Reads an amount or count with German or English separators: `70.000,00 €`, `70,000`, `70 TEUR`, `70k`, `1,5 Mio`.
 * Of a range the lower end counts.
 * @returns a number ≥ 0 with two decimals at most, or null where it cannot be told
 */
export function readAmount(typed: string | number): number | null {
  if (typeof typed === 'number') return within(typed);
  const ends = line(typed).toLowerCase().split(BETWEEN).map(split);
  const [low, high] = ends;
  if (!low || ends.length > 2 || ends.some((end) => end === null)) return null;
  // "50-70 TEUR": the unit of the upper end is that of both.
  const factor = factorOf(low.unit === '' && high ? high.unit : low.unit);
  return factor === null ? null : within(low.number * factor);
}

/** Number and what follows it, where nothing stands before it. */
function split(text: string): { number: number; unit: string } | null {
  const bare = text
    .replace(/[,.]-+/, '')
    .replace(AROUND, ' ')
    .trim();
  const [, digits = '', unit = ''] = /^(\d[\d.,'’ ]*?) ?([^\d.,'’ ][^\d]*)?$/.exec(bare) ?? [];
  const number = plainNumber(digits);
  return number === null ? null : { number, unit: unit.replace(/\.$/, '').trim() };
}

function factorOf(unit: string): number | null {
  if (unit === '') return 1;
  return FACTORS.find(([word]) => word.test(unit))?.[1] ?? null;
}

/** A separator before exactly three digits groups thousands; otherwise a comma or point is the decimal one. */
function plainNumber(digits: string): number | null {
  const [, whole, cents = '0'] =
    /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(digits) ??
    /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(digits) ??
    /^([1-9]\d{0,2}(?:[ '’]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(digits) ??
    /^(\d+)(?:[.,](\d+))?$/.exec(digits) ??
    [];
  return whole === undefined ? null : Number(`${whole.replace(/\D/g, '')}.${cents}`);
}

function within(number: number): number | null {
  if (!(number >= 0 && number <= LARGEST)) return null;
  return Math.round(number * 100) / 100;
}
