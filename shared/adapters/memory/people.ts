import type { Person } from '../../domain/person.ts';
import type { People } from '../../ports/people.ts';

export interface MemoryPeople extends People {
  /** Entries read so far: what comparing costs. */
  read(): number;
}

/** People in memory, as `dynamoPeople` keeps them (both pass `test/contracts/people.contract.ts`). */
export function memoryPeople(): MemoryPeople {
  const blocks = new Map<string, Map<string, Person['known']>>();
  const organisations = new Map<string, Set<string>>();
  let read = 0;
  const newest = <T>(of: Iterable<[string, T]>, limit: number): [string, T][] =>
    [...of].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, limit);
  return {
    read: () => read,
    enter: async ({ leadId, keys, known, organisations: of }) => {
      for (const key of keys) blocks.set(key, (blocks.get(key) ?? new Map()).set(leadId, { ...known }));
      for (const key of of) organisations.set(key, (organisations.get(key) ?? new Set()).add(leadId));
    },
    under: async (keys, limit) =>
      keys.map((key) => {
        const found = newest(blocks.get(key) ?? [], limit);
        read += found.length;
        return found.map(([leadId, known]) => ({ leadId, known }));
      }),
    ofOrganisation: async (keys, limit) => {
      const found = keys.flatMap((key) => newest(organisations.get(key)?.entries() ?? [], limit));
      return [...new Set(newest(found, found.length).map(([leadId]) => leadId))];
    },
  };
}
