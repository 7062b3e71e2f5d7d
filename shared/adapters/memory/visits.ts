import type { Act } from '../../domain/behaviour.ts';
import type { Visits } from '../../ports/visits.ts';

const MOST_BATCHES = 100;

/** Visits in memory, with the behaviour of `dynamoVisits`; nothing expires. */
export function memoryVisits(): Visits {
  const batches = new Map<string, Map<string, readonly Act[]>>();
  const people = new Map<string, string>();
  const days = new Map<string, Record<string, number>>();
  return {
    keep: async (visitor, acts) => {
      const of = batches.get(visitor) ?? new Map<string, readonly Act[]>();
      batches.set(visitor, of.set(`${acts[0].at} ${acts[0].id}`, acts));
    },
    personOf: async (visitor) => people.get(visitor) ?? null,
    identify: async (visitor, leadId) => {
      people.set(visitor, leadId);
      const found = [...(batches.get(visitor) ?? [])].sort(([left], [right]) => (left < right ? 1 : -1));
      return found.slice(0, MOST_BATCHES).flatMap(([, acts]) => acts);
    },
    count: async (day, counts) => {
      const sums = { ...days.get(day) };
      for (const [type, count] of Object.entries(counts)) sums[type] = (sums[type] ?? 0) + count;
      days.set(day, sums);
    },
    counted: async (day) => ({ ...days.get(day) }),
  };
}
