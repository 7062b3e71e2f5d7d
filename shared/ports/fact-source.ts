import type { OrganisationFact, OrganisationFacts } from '../rules/look-up.ts';

/** Whose facts are wanted. Nothing about the person goes to a source. */
interface Wanted {
  /** The lead that they are for, so that a source can leave it out. */
  leadId: string;
  /** Web domain of the organisation. */
  domain: string;
  facts: readonly OrganisationFact[];
}

/** What a source knows, why, and what the answer cost. */
interface Known {
  facts: OrganisationFacts;
  because: string;
  /** Euro cents. */
  cents: number;
}

/** Somebody who knows facts of organisations: the own leads, or a directory that is paid for each answer. */
export interface FactSource {
  /** As the lead definition names it. */
  id: string;
  /** Each answer costs something, also that nothing is known: it is not asked again for the same before long. */
  paid: boolean;
  /**
   * Looks up what is wanted; what it does not know is left out.
   * @throws Fault (retryable) while it cannot answer
   */
  lookUp(wanted: Wanted): Promise<Known>;
}
