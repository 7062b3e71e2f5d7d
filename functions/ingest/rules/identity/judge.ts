import type { ComparedField, IdentityDocument } from '../../../../shared/rules/identity.ts';
import { type Agreement, agreement, rank } from './agreement.ts';
import type { Portrait } from './portrait.ts';

/** What one field said: how it agrees and the bits for (+) or against (−) the same person. */
export interface Evidence {
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
    if (!crossed || !agreesBetter(crossed, [agreements[first], agreements[last]])) {
      return { fields: agreements, swapped: false };
    }
    return {
      fields: agreements.map((one, i) => (i === first ? crossed[0] : i === last ? crossed[1] : one)),
      swapped: true,
    };
  };
}

/** The agreements of first with last name and last with first; null where something is not known. */
function exchange(
  left: Portrait,
  right: Portrait,
  first: number,
  last: number,
): [Agreement, Agreement] | null {
  const [a, b, c, d] = [left[first], left[last], right[first], right[last]];
  if (!a || !b || !c || !d) return null;
  if (a.text.charCodeAt(0) !== d.text.charCodeAt(0) && b.text.charCodeAt(0) !== c.text.charCodeAt(0))
    return null;
  // The same pair counts as the first names whoever came first.
  return `${a.text} ${b.text}` < `${c.text} ${d.text}`
    ? [agreement('given', a, d), agreement('family', b, c)]
    : [agreement('given', c, b), agreement('family', d, a)];
}

/** Only names that are the same but for their spelling were exchanged. */
function agreesBetter(
  crossed: readonly [Agreement, Agreement],
  straight: readonly (Agreement | null | undefined)[],
) {
  const limit = [rank('given', 'typo'), rank('family', 'typo')];
  const ranks = [rank('given', crossed[0].level), rank('family', crossed[1].level)];
  if (ranks.some((one, i) => one > (limit[i] ?? 0))) return false;
  const now = [
    straight[0] ? rank('given', straight[0].level) : 9,
    straight[1] ? rank('family', straight[1].level) : 9,
  ];
  return (ranks[0] ?? 0) + (ranks[1] ?? 0) < (now[0] ?? 0) + (now[1] ?? 0);
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
