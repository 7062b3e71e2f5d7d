import { type ComparedField, type IdentityDocument, levels } from '../../../../shared/rules/identity.ts';
import type { Agreement } from './agreement.ts';
import { agreementAt, bitsOf, type Judgement, namesBy, weigh } from './judge.ts';
import type { Portrait } from './portrait.ts';

/** Sums in another order differ in the last digits. */
const MARGIN = 1e-6;

/**
 * Makes the function that finds out whether two people are the same, or may be. It leaves a pair as soon as nothing that is
 * still to be compared could change that they are two: mostly when their first names differ.
 * @returns what `judgeBy` says, to the last digit, where its verdict is "merge" or "review"; null where it is "new"
 */
export function suspectBy(rules: IdentityDocument): (left: Portrait, right: Portrait) => Judgement | null {
  const { fields } = rules;
  const names = namesBy(fields);
  const open = fields
    .map((field, place) => ({ field, place, most: mostOf(field) }))
    .sort((a, b) => spread(b.field) - spread(a.field));
  return (left, right) => {
    const { found, swapped } = names(left, right);
    const agreements: (Agreement | null)[] = fields.map((_, place) => found.get(place) ?? null);
    let ceiling = rules.start + (swapped ? rules.swapped : 0);
    for (const { field, place, most } of open) {
      ceiling += found.has(place) ? bitsOf(field, found.get(place) ?? null) : most(left, right, place);
    }
    for (const { field, place, most } of open) {
      if (ceiling < rules.thresholds.review - MARGIN) return null;
      if (found.has(place)) continue;
      const agreement = agreementAt(place, field.kind, left, right);
      agreements[place] = agreement;
      ceiling += bitsOf(field, agreement) - most(left, right, place);
    }
    const judgement = weigh(rules, { fields: agreements, swapped });
    return judgement.verdict === 'new' ? null : judgement;
  };
}

const weightsOf = ({ kind, weights }: ComparedField): number[] =>
  levels[kind].map((level) => weights[level] ?? 0);

/** What a field can decide: it is asked the earlier. */
const spread = (field: ComparedField): number =>
  Math.max(...weightsOf(field)) - Math.min(...weightsOf(field));

/** Makes the function that says which bits a field can bring at most, before it is compared. */
function mostOf(field: ComparedField) {
  const { rarity = 0 } = field;
  const missing = bitsOf(field, null);
  const most = Math.max(missing, ...weightsOf(field));
  return (left: Portrait, right: Portrait, place: number): number => {
    if (!left.knows(place) || !right.knows(place)) return missing;
    if (rarity <= 0) return most;
    // What two values have in common tells no more than all of one of them.
    const told = (left.value(place)?.bits ?? []).reduce((sum, bits) => sum + bits, 0);
    return most + rarity * told;
  };
}
