import type { ComparedField, IdentityDocument, Kind } from '../../../../shared/rules/identity.ts';
import { type Agreement, agreement, rank } from './agreement.ts';
import { sameGivenName } from './given-names.ts';
import type { Portrait } from './portrait.ts';
import type { Value } from './value.ts';

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
  const { first, last, compare } = namesBy(fields);
  return (left: Portrait, right: Portrait): Comparison => {
    const { given, family, swapped } = compare(left, right);
    const agreements = fields.map(({ kind }, i) => {
      if (i === first) return given;
      return i === last ? family : agreementAt(i, kind, left, right);
    });
    return { fields: agreements, swapped };
  };
}

/** How two people agree in a field, by its place in the document; null where it is not known of one of them. */
export function agreementAt(field: number, kind: Kind, left: Portrait, right: Portrait): Agreement | null {
  const a = left.value(field);
  const b = a && right.value(field);
  return a && b ? agreement(kind, a, b) : null;
}

/**
 * Makes the function that compares first and last name, exchanged if they agree better so.
 * @returns the function, which takes how the first names agree where that is known, and the places of both in the document
 */
export function namesBy(fields: readonly Pick<ComparedField, 'name' | 'kind'>[]) {
  const first = fields.findIndex(({ name }) => name === 'firstName');
  const last = fields.findIndex(({ name }) => name === 'lastName');
  const straight = (place: number, left: Portrait, right: Portrait) => {
    const field = fields[place];
    return field ? agreementAt(place, field.kind, left, right) : null;
  };
  const compare = (left: Portrait, right: Portrait, found = straight(first, left, right)) => {
    const names: Names = [found, straight(last, left, right)];
    const far = meanRank(names);
    // Nothing agrees better than the same.
    const crossed = far > 0 ? exchange(left, right, first, last) : null;
    const swapped = crossed !== null && meanRank(crossed) < far;
    const [given, family] = swapped ? crossed : names;
    return { given, family, swapped };
  };
  return { first, last, compare };
}

const CLOSE = { given: rank('given', 'close'), family: rank('family', 'close') };

type Names = readonly [first: Agreement | null, last: Agreement | null];

/**
 * The agreements of first with last name and last with first, where all that are known are the same but for their
 * spelling; null where names were not exchanged.
 */
function exchange(left: Portrait, right: Portrait, first: number, last: number): Names | null {
  // The same pair counts as the first names whoever came first.
  const [one, other] = isLater(left, right, first, last) ? [right, left] : [left, right];
  const [a, b, c, d] = [one.value(first), one.value(last), other.value(first), other.value(last)];
  const given = a && d ? agreement('given', a, d) : null;
  if (given && rank('given', given.level) > CLOSE.given) return null;
  const family = b && c ? agreement('family', b, c) : null;
  if (family && rank('family', family.level) > CLOSE.family) return null;
  return given || family ? [given, family] : null;
}

/** Whether a name stands behind another in the alphabet; what is not known counts as a word. */
function isLater(left: Portrait, right: Portrait, first: number, last: number): boolean {
  const text = (of: Portrait, place: number): string => of.value(place)?.text ?? 'undefined';
  const [a, b] = [text(left, first), text(right, first)];
  return a === b ? text(left, last) > text(right, last) : a > b;
}

/**
 * Whether first and last name may have been exchanged, by the last name of one and the first name of the other alone.
 * @returns true where one is not known; false only where `exchange` would find nothing
 */
export function mayBeExchanged(last: Value | null, first: Value | null): boolean {
  if (!last || !first) return true;
  // First names agree as last names do, or by being used for one person.
  return (
    rank('family', agreement('family', last, first).level) <= CLOSE.family ||
    sameGivenName(last.words[0] ?? '', first.words[0] ?? '')
  );
}

/** How far names are from the same; nothing known is further than anything. */
function meanRank([first, last]: Names): number {
  const given = first ? rank('given', first.level) : null;
  const family = last ? rank('family', last.level) : null;
  if (given === null) return family ?? Number.POSITIVE_INFINITY;
  return family === null ? given : (given + family) / 2;
}

/** Makes the function that judges whether two people are the same, and says why. */
export function judgeBy(rules: IdentityDocument): (left: Portrait, right: Portrait) => Judgement {
  const compare = compareBy(rules.fields);
  return (left, right) => weigh(rules, compare(left, right));
}

/** Adds up what the agreements say. */
export function weigh(rules: IdentityDocument, { fields, swapped }: Comparison): Judgement {
  const evidence: Evidence[] = [];
  let score = rules.start;
  for (const [i, field] of rules.fields.entries()) {
    const found = fields[i] ?? null;
    const bits = bitsOf(field, found);
    if (found || bits !== 0) evidence.push({ field: field.name, level: found?.level ?? 'missing', bits });
    score += bits;
  }
  if (swapped) {
    evidence.push({ field: 'firstName, lastName', level: 'swapped', bits: rules.swapped });
    score += rules.swapped;
  }
  return { score, verdict: verdict(score, rules.thresholds), evidence };
}

/** The bits of an agreement, or of nothing to compare. */
export function bitsOf({ weights, rarity = 0 }: ComparedField, found: Agreement | null): number {
  return (weights[found?.level ?? 'missing'] ?? 0) + rarity * (found?.bits ?? 0);
}

function verdict(score: number, { merge, review }: IdentityDocument['thresholds']): Judgement['verdict'] {
  if (score >= merge) return 'merge';
  return score >= review ? 'review' : 'new';
}
