import type { Person } from '../domain/person.ts';

/** Who has been seen: people by what they may be recognised by, and by the organisation that they are of. */
export interface People {
  /**
   * Enters a person under its keys. What was entered of the lead before stays: who writes from a former number is known.
   * @param isNew nothing was entered of the lead before, which saves a read
   */
  enter(person: Person, isNew: boolean): Promise<void>;
  /** For each key the people entered last, newest lead first, at most `limit`; what was just entered is among them. */
  under(keys: readonly string[], limit: number): Promise<Pick<Person, 'leadId' | 'known'>[][]>;
  /**
   * Ids of the leads of an organisation, newest first, at most `limit` per key; who was entered a moment ago may be
   * missing. A lead that was joined into another one is among them under its old id.
   * @param organisations keys as `organisationKeys` makes them
   */
  ofOrganisation(organisations: readonly string[], limit: number): Promise<string[]>;
}
