import { type NumberingPlan, numberingPlans } from './numbering-plans.ts';
import { line } from './text.ts';

/** No number is written longer than this. */
const LONGEST = 100;
/** Where numbers of a town can be short, so many digits without trunk prefix are needed to tell the town by them. */
const LEAST_WITHOUT_TRUNK: Record<string, number> = { DE: 9, AT: 7 };
/** Free numbers are told as words: 0800 FLOWERS. */
const FREE_WORD = /^((?:\+?1|0)?[ -]?[89]00)([\da-z -]{3,20})$/i;
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
/**
 * What the plan's pattern leaves open, by dialling code. Germany (Bundesnetzagentur): mobile numbers have 10 or 11 digits, free
 * and dear ones ten. North America: an exchange never begins with 0 or 1.
 */
const CLOSER: Record<string, RegExp> = { 49: /^(?!(?:1[5-7]\d{0,7}|[89]00\d{0,6})$)/, 1: /^\d{3}[2-9]/ };
const CODE_DIGITS = [1, 2, 3];

/**
 * Writes a phone number in E.164: `+49 (0)30 / 1234-56` is `+4930123456`.
 * It fits its country's numbering plan afterwards, and is not proven to be in use.
 * @param country ISO code for numbers without dialling code
 * @returns null where no number can be read with confidence
 */
export function readPhone(typed: string, country: string): string | null {
  if (typed.length > LONGEST) return null;
  const text = line(typed.normalize('NFKC'))
    // Lists of leads that Meta exports say of each value what it is.
    .replace(/^p:(?=\+)/, '')
    .replace(/;(isub|phone-context)=[^;]*/gi, '')
    .replace(/^(tel(efon)?|phone|fon|mobil(e|funk)?|handy|mob)\s*[.:]*\s*/i, '')
    .replace(/\s?(?:[;,]{0,3}\s?ext(?:ension|n)?|durchwahl|dw|#|x|,,|~|;)[.:=\s]{0,5}\d{1,20}#?$/i, '')
    .replace(/\(0\)/, '')
    .replace(FREE_WORD, (_, free, word) => `${free}${onKeys(word)}`);
  if (!/^[+(]?[\d\s()[\]/.\-‐-―−~*+]*$/.test(text) || text.lastIndexOf('+') > text.search(/\d/)) return null;
  const digits = text.replace(/\D/g, '');
  if (/^(\d)\1+$/.test(digits)) return null;
  const plan = numberingPlans().countries.get(country);
  if (/^[([]?\+/.test(text)) return international(digits);
  const exit = (plan?.exit ?? /^00/).exec(digits)?.[0] ?? (digits.startsWith('00') ? '00' : null);
  const abroad = exit === null ? null : international(digits.slice(exit.length));
  const isLocal = !digits.startsWith('0') && digits.length < (LEAST_WITHOUT_TRUNK[country] ?? 0);
  return abroad ?? (plan && !isLocal ? national(digits, plan) : null);
}

function international(digits: string): string | null {
  const { codes } = numberingPlans();
  const code = CODE_DIGITS.map((length) => digits.slice(0, length)).find((start) => codes.has(start));
  const [main, ...others] = (code && codes.get(code)) || [];
  if (!main) return null;
  const rest = digits.slice(main.code.length);
  return written(rest, main, others);
}

function national(digits: string, plan: NumberingPlan): string | null {
  const { code, pattern } = plan;
  const all = numberingPlans().codes.get(code) ?? [plan];
  // Where it can be both, it is a national number, not one that begins with the dialling code.
  if (digits.startsWith(code) && !pattern.test(withoutTrunk(digits, plan))) {
    const coded = written(digits.slice(code.length), plan, all);
    if (coded) return coded;
  }
  return written(digits, plan, all);
}

/** The number without what is dialled before national ones, unless that makes a good number a bad one. */
function withoutTrunk(digits: string, { pattern, trunk, becomes }: NumberingPlan): string {
  const found = trunk?.exec(digits);
  if (!found?.[0]) return digits;
  const groups = found.slice(1);
  const isPlain = becomes === '' || groups.at(-1) === undefined;
  const start = isPlain ? '' : becomes.replace(/\$(\d)/g, (_, n) => groups[Number(n) - 1] ?? '');
  // Whoever writes a group that nothing takes the place of has written a part of the number itself.
  const kept = becomes === '' && groups.length > 0 ? (groups[0] ?? '') : '';
  const bare = `${start}${kept}${digits.slice(found[0].length)}`;
  return pattern.test(digits) && !pattern.test(bare) ? digits : bare;
}

function written(digits: string, plan: NumberingPlan, others: readonly NumberingPlan[]): string | null {
  const bare = withoutTrunk(digits, plan);
  const fits =
    CLOSER[plan.code]?.test(bare) !== false && [plan, ...others].some(({ pattern }) => pattern.test(bare));
  return fits ? `+${plan.code}${bare}` : null;
}

/** Letters as the digits that they stand on. */
function onKeys(word: string): string {
  return word
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => String(2 + KEYS.findIndex((letters) => letters.includes(letter))));
}
