import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createEngine } from '../../infra/local/services/athena/engine.ts';
import { duckType } from '../../infra/local/services/athena/glue.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { analysisColumns } from '../../shared/domain/analysis.ts';
import type { Analysis } from '../../shared/ports/analysis.ts';
import type { Objects } from '../../shared/ports/objects.ts';

const DATABASE = 'leitwerk_test';

/** The analysis on the engine of the local cloud, over files in a folder of its own, with the bucket that holds them. */
export function duckdbAnalysis(): Analysis & { objects: Objects; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-reports-'));
  const store = new DatabaseSync(':memory:');
  const tables = Object.entries(analysisColumns).map(([name, columns]) => ({
    database: DATABASE,
    name,
    bucket: 'reports',
    prefix: `analysis/${name}/`,
    columns: columns.map((column) => ({ name: column.name, type: duckType(column.type) })),
    partitions: [{ name: 'dt', type: 'VARCHAR' }],
  }));
  const engine = createEngine({ catalog: { tables, views: [] }, folder: () => folder, store });
  const memory = memoryObjects();
  return {
    query: async (sql) => {
      const { rows } = await engine.run({ sql, database: DATABASE, signal: new AbortController().signal });
      return rows.map((row) => [...row]);
    },
    objects: {
      ...memory,
      put: async (key, body, contentType) => {
        const path = join(folder, `${key}.data`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, body);
        await memory.put(key, body, contentType);
      },
    },
    close: async () => {
      await engine.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
