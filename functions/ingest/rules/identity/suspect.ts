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
  const { fields, start } = rules;
  const least = rules.thresholds.review - MARGIN;
  const names = namesBy(fields);
  const { first, last } = names;
  const open = fields
    .map((field, place) => ({ field, place, missing: bitsOf(field, null) }))
    .filter(({ place }) => place !== first && place !== last)
    .sort((a, b) => spread(b.field) - spread(a.field));
  const [givenName, familyName] = [fields[first], fields[last]];
  const mostOf = mostBy(fields, first);
  return (left, right) => {
    const { most, others } = mostOf(left);
    const found = givenName ? agreementAt(first, givenName.kind, left, right) : null;
    // Most of those who share a key with somebody end here: what else is known could not outweigh the first names.
    const isOther = givenName && found && start + bitsOf(givenName, found) + others < least;
    if (isOther && !mayBeExchanged(left.value(last), right.value(first))) return null;
    const { given, family, swapped } = names.compare(left, right, found);
    let ceiling = start + (swapped ? rules.swapped : 0);
    if (givenName) ceiling += bitsOf(givenName, given);
    if (familyName) ceiling += bitsOf(familyName, family);
    for (const { place, missing } of open) ceiling += right.knows(place) ? (most[place] ?? 0) : missing;
    const agreements = new Array<Agreement | null>(fields.length).fill(null);
    if (givenName) agreements[first] = given;
    if (familyName) agreements[last] = family;
    for (const { field, place } of open) {
      if (ceiling < least) return null;
      if (!right.knows(place)) continue;
      const agreement = agreementAt(place, field.kind, left, right);
      agreements[place] = agreement;
      ceiling += bitsOf(field, agreement) - (most[place] ?? 0);
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

/** What the fields of a person can bring at most, before they are compared. */
interface Most {
  /** Bits by the place of the field, where the other person has it, too. */
  most: readonly number[];
  /** Bits of all but the first name together, known of the other or not. */
  others: number;
}

/** Makes the function that adds that up, once for the one person who is compared with many. */
function mostBy(fields: readonly ComparedField[], first: number): (of: Portrait) => Most {
  const missing = fields.map((field) => bitsOf(field, null));
  const heaviest = fields.map((field, place) => Math.max(missing[place] ?? 0, ...weightsOf(field)));
  const bitsAt = (of: Portrait, { rarity = 0 }: ComparedField, place: number): number => {
    if (!of.knows(place)) return missing[place] ?? 0;
    if (rarity <= 0) return heaviest[place] ?? 0;
    // What two values have in common tells no more than all of one of them.
    const told = (of.value(place)?.bits ?? []).reduce((sum, bits) => sum + bits, 0);
    return (heaviest[place] ?? 0) + rarity * told;
  };
  let asked: Portrait | undefined;
  let said: Most = { most: [], others: 0 };
  return (of) => {
    if (of === asked) return said;
    const most = fields.map((field, place) => bitsAt(of, field, place));
    const others = most.reduce(
      (sum, bits, place) => (place === first ? sum : sum + Math.max(bits, missing[place] ?? 0)),
      0,
    );
    asked = of;
    said = { most, others };
    return said;
  };
}
