import type { Lead } from '../domain/lead.ts';

/** A lead goes into a lead that goes into another one …: nobody has joined more than so many in a row. */
const MOST_STEPS = 10;

/**
 * Reads a lead, and instead of one that was joined into another, that other one.
 * @param read reads the lead of an id, at least as new as an event of it
 */
export async function survivor<T extends { lead: Lead }>(
  read: (leadId: string, atLeast?: number) => Promise<T | null>,
  leadId: string,
  atLeast?: number,
): Promise<T | null> {
  let found = await read(leadId, atLeast);
  for (let step = 0; found?.lead.merged && step < MOST_STEPS; step++)
    found = await read(found.lead.merged.into);
  return found;
}
