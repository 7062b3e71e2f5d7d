import { type ComparedField, type IdentityDocument, levels } from '../../../../shared/rules/identity.ts';
import type { Agreement } from './agreement.ts';
import { agreementAt, bitsOf, type Judgement, mayBeExchanged, namesBy, weigh } from './judge.ts';
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
  const isOther = otherFirstNameBy(rules);
  const open = fields
    .map((field, place) => ({ field, place, most: mostOf(field) }))
    .sort((a, b) => spread(b.field) - spread(a.field));
  return (left, right) => {
    if (isOther(left, right)) return null;
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

/**
 * Makes the function that tells two people apart by the first name alone: nothing else could outweigh it, and the names were
 * not exchanged. Most of those who share a key with somebody end here.
 */
function otherFirstNameBy(rules: IdentityDocument) {
  const { fields, start, thresholds } = rules;
  const places = ['firstName', 'lastName'].map((name) => fields.findIndex((field) => field.name === name));
  const [first = -1, last = -1] = places;
  const name = fields[first];
  const others = fields
    .map((field, place) => ({ place, most: mostOf(field), missing: bitsOf(field, null) }))
    .filter(({ place }) => place !== first);
  // One person is compared with many: what their other fields can bring at most is added up once.
  let asked: Portrait | undefined;
  let rest = 0;
  const restOf = (left: Portrait): number => {
    if (left === asked) return rest;
    asked = left;
    rest = others.reduce(
      (sum, { place, most, missing }) => sum + Math.max(missing, most(left, left, place)),
      0,
    );
    return rest;
  };
  return (left: Portrait, right: Portrait): boolean => {
    const found = name ? agreementAt(first, name.kind, left, right) : null;
    if (!name || !found) return false;
    const ceiling = start + bitsOf(name, found) + restOf(left);
    return ceiling < thresholds.review - MARGIN && !mayBeExchanged(left.value(last), right.value(first));
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
