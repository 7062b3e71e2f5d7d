import type { Lead, Potential } from '../domain/lead.ts';
import type { ScoringDocument } from './scoring.ts';

/**
 * What could be earned with a customer in a year (R101), in whole euros: a band of the organisation's size, times the
 * factor of its industry.
 * @returns the figure and what it was made of; null where the document estimates nothing, or the size is not known
 */
export function potentialOf({ facts }: Lead, { potential }: ScoringDocument): Potential | null {
  const { employees } = facts;
  if (!potential || employees === undefined) return null;
  const band = potential.bands.find(({ below }) => below === undefined || employees < below);
  if (!band) return null;
  const industry = facts.industry?.toLowerCase();
  const [name, factor = 1] =
    Object.entries(potential.industries).find(([named]) => named.toLowerCase() === industry) ?? [];
  return {
    euros: Math.round(band.euros * factor),
    figure: potential.figure,
    because: [
      { fact: 'employees', value: employees, euros: band.euros },
      ...(name === undefined ? [] : [{ fact: 'industry', value: name, factor }]),
    ],
  };
}
