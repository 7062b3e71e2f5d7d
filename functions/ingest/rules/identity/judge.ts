import type { ComparedField, IdentityDocument } from '../../../../shared/rules/identity.ts';
import { type Agreement, agreement, rank } from './agreement.ts';
import type { Portrait } from './portrait.ts';

/** What one field said: how it agrees and the bits for (+) or against (−) the same person. */
interface Evidence {
  field: string;
  level: string;
  bits: number;
}

/** What a comparison came to; the bits of the evidence add up to the score. */
export interface Judgement {
  score: number;
  verdict: 'merge' | 'review' | 'new';
  evidence: Evidence[];
}

/** The agreements of two people, field by field; null where one of them is not known. */
export interface Comparison {
  fields: readonly (Agreement | null)[];
  /** First and last name were exchanged to agree. */
  swapped: boolean;
}

/** Makes the function that compares two people field by field. */
export function compareBy(fields: readonly Pick<ComparedField, 'name' | 'kind'>[]) {
  const first = fields.findIndex(({ name }) => name === 'firstName');
  const last = fields.findIndex(({ name }) => name === 'lastName');
  return (left: Portrait, right: Portrait): Comparison => {
    const agreements = fields.map(({ kind }, i) => {
      const [a, b] = [left[i], right[i]];
      return a && b ? agreement(kind, a, b) : null;
    });
    const crossed = exchange(left, right, first, last);
    if (!crossed || meanRank(crossed) >= meanRank([agreements[first], agreements[last]])) {
      return { fields: agreements, swapped: false };
    }
    const names = new Map([
      [first, crossed[0]],
      [last, crossed[1]],
    ]);
    return { fields: agreements.map((one, i) => names.get(i) ?? (names.has(i) ? null : one)), swapped: true };
  };
}

const CLOSE = { given: rank('given', 'close'), family: rank('family', 'close') };

type Names = readonly [first: Agreement | null | undefined, last: Agreement | null | undefined];

/**
 * The agreements of first with last name and last with first, where all that are known are the same but for their
 * spelling; null where names were not exchanged.
 */
function exchange(left: Portrait, right: Portrait, first: number, last: number): Names | null {
  // The same pair counts as the first names whoever came first.
  const turned = `${left[first]?.text} ${left[last]?.text}` > `${right[first]?.text} ${right[last]?.text}`;
  const [one, other] = turned ? [right, left] : [left, right];
  const [a, b, c, d] = [one[first], one[last], other[first], other[last]];
  const given = a && d ? agreement('given', a, d) : null;
  if (given && rank('given', given.level) > CLOSE.given) return null;
  const family = b && c ? agreement('family', b, c) : null;
  if (family && rank('family', family.level) > CLOSE.family) return null;
  return given || family ? [given, family] : null;
}

function ranksOf([first, last]: Names): (number | null)[] {
  return [first ? rank('given', first.level) : null, last ? rank('family', last.level) : null];
}

/** How far names are from the same; nothing known is further than anything. */
function meanRank(names: Names): number {
  const ranks = ranksOf(names).filter((found) => found !== null);
  return ranks.length === 0
    ? Number.POSITIVE_INFINITY
    : ranks.reduce((sum, found) => sum + found, 0) / ranks.length;
}

/** Makes the function that judges whether two people are the same, and says why. */
export function judgeBy(rules: IdentityDocument): (left: Portrait, right: Portrait) => Judgement {
  const compare = compareBy(rules.fields);
  return (left, right) => {
    const { fields, swapped } = compare(left, right);
    const evidence: Evidence[] = [];
    let score = rules.start;
    for (const [i, field] of rules.fields.entries()) {
      const level = fields[i]?.level ?? 'missing';
      const bits = (field.weights[level] ?? 0) + (field.rarity ?? 0) * (fields[i]?.bits ?? 0);
      if (level !== 'missing' || bits !== 0) evidence.push({ field: field.name, level, bits });
      score += bits;
    }
    if (swapped) {
      evidence.push({ field: 'firstName, lastName', level: 'swapped', bits: rules.swapped });
      score += rules.swapped;
    }
    return { score, verdict: verdict(score, rules.thresholds), evidence };
  };
}

function verdict(score: number, { merge, review }: IdentityDocument['thresholds']): Judgement['verdict'] {
  if (score >= merge) return 'merge';
  return score >= review ? 'review' : 'new';
}
