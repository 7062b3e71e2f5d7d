import type { ListImport } from '../../domain/list.ts';
import type { ListImports } from '../../ports/list-imports.ts';

/** Lists in memory, with the behaviour of `dynamoListImports`. */
export function memoryListImports(): ListImports {
  const lists = new Map<string, ListImport>();
  return {
    begin: async (list) => {
      if (lists.has(list.id)) return false;
      lists.set(list.id, structuredClone(list));
      return true;
    },
    load: async (id) => structuredClone(lists.get(id) ?? null),
    advance: async (list) => {
      if (lists.get(list.id)?.version !== list.version) return false;
      lists.set(list.id, { ...structuredClone(list), version: list.version + 1 });
      return true;
    },
    recent: async (limit) =>
      structuredClone([...lists.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)),
  };
}
