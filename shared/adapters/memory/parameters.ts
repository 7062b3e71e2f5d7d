import type { Parameters } from '../../ports/parameters.ts';

/** Parameters in memory; `writes` counts what was put. */
export function memoryParameters(start: Record<string, string> = {}): Parameters & { writes(): number } {
  const values = new Map(Object.entries(start));
  let writes = 0;
  return {
    async under(path) {
      const root = `${path.replace(/\/$/, '')}/`;
      return [...values]
        .filter(([name]) => name.startsWith(root))
        .map(([name, value]) => ({ name: name.slice(root.length), value }));
    },
    async put(name, value) {
      writes += 1;
      values.set(name, value);
    },
    writes: () => writes,
  };
}
