import { readAmount } from '../../functions/ingest/rules/amount.ts';
import { readCountry } from '../../functions/ingest/rules/country.ts';
import { fieldOf } from '../../functions/ingest/rules/field-names.ts';
import { readAuthority, readNeed } from '../../functions/ingest/rules/synonyms.ts';
import { readTimeframe } from '../../functions/ingest/rules/timeframe.ts';
import type { Asked } from '../../functions/score/rules/ratings.ts';
import { Channel, type Facts } from '../../shared/domain/facts.ts';

export type RatedFact = Exclude<Asked['fact'], 'extra'>;

type Reader = (cell: string, now: string) => Facts[RatedFact] | null;

const asText: Reader = (cell) => cell;

/** How a cell becomes a fact: as the intake reads it from a form. */
const readers: Record<RatedFact, Reader> = {
  budget: readAmount,
  orderVolume: readAmount,
  employees: (cell) => {
    const count = readAmount(cell);
    return count === null ? null : Math.round(count);
  },
  timeframe: readTimeframe,
  authority: readAuthority,
  need: readNeed,
  country: readCountry,
  channel: (cell) => Channel.safeParse(cell).data ?? null,
  industry: asText,
  product: asText,
  city: asText,
  language: asText,
  campaign: asText,
  jobTitle: asText,
};

export const ratedFacts = Object.keys(readers).filter(isRatedFact);

export function isRatedFact(name: string): name is RatedFact {
  return Object.hasOwn(readers, name);
}

/** Fields of the canonical body that tell who somebody is, or are free text: not for scoring. */
const NOT_RATED = [
  'email',
  'phone',
  'company',
  'website',
  'street',
  'postcode',
  'message',
  'externalId',
  'address',
  'place',
];

/** Which fact the intake makes of a column of this name; `never` for one that is not for scoring, null for others. */
export function factNamed(column: string): RatedFact | 'never' | null {
  const field = fieldOf(column);
  if (field === null) return null;
  if (NOT_RATED.includes(field)) return 'never';
  return isRatedFact(field) ? field : null;
}

/**
 * Reads one cell as a fact.
 * @param now when the lead arrived: times to a decision count from here
 */
export function readFact(fact: RatedFact, cell: string, now: string): Facts[RatedFact] | null {
  return cell === '' ? null : readers[fact](cell, now);
}
