import type { Absence } from '../../domain/absence.ts';
import type { Absences } from '../../ports/absences.ts';

/** Absences in memory, with the behaviour of `dynamoAbsences`. */
export function memoryAbsences(): Absences {
  const entered = new Map<string, Absence[]>();
  return {
    all: async () => structuredClone(Object.fromEntries(entered)),
    of: async (owner) => structuredClone(entered.get(owner) ?? []),
    replace: async (owner, absences) => {
      entered.set(owner, structuredClone([...absences]));
    },
  };
}
