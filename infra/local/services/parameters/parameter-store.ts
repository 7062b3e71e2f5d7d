import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Resource } from '../../contract.ts';
import { AwsRefusal } from '../json-service.ts';
import { inTransaction } from '../store.ts';
import { checkName, type Tier, tierFor } from './limits.ts';

const Row = z.object({
  name: z.string(),
  type: z.string(),
  value: z.string(),
  version: z.number(),
  tier: z.enum(['Standard', 'Advanced']),
  modifiedAt: z.string(),
});
/** A parameter as it is kept; `modifiedAt` is an ISO instant. */
export type Parameter = z.infer<typeof Row>;

export type Change = { operation: 'Create' | 'Update' | 'Delete'; name: string; type: string };

interface PutRequest {
  name: string;
  value: string;
  type?: string | undefined;
  tier?: string | undefined;
  overwrite: boolean;
}

export interface ParameterStore {
  get(name: string): Parameter | undefined;
  /** Sorted by name, those whose name begins with `prefix`. */
  list(prefix: string): Parameter[];
  /** Keeps a value; refusals of AWS (exists, too large, bad name) are thrown as AwsRefusal. */
  put(request: PutRequest): Parameter;
  delete(name: string): boolean;
  /** Takes over the template's parameters as CloudFormation would: see `adopt` below. */
  adopt(resources: readonly Resource[]): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS parameters (name TEXT PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL,
    version INTEGER NOT NULL, tier TEXT NOT NULL, modifiedAt TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS template_parameters (name TEXT PRIMARY KEY, value TEXT NOT NULL)`;

/** Parameter Store on SQLite; `changed` hears of each change after it is kept. */
export function openParameterStore(
  store: DatabaseSync,
  now: () => Date,
  changed: (change: Change) => void,
): ParameterStore {
  store.exec(TABLES);
  const byName = store.prepare('SELECT * FROM parameters WHERE name = ?');
  const get = (name: string) => {
    const row = byName.get(name);
    return row && Row.parse(row);
  };
  const put = (request: PutRequest): Parameter => {
    const before = get(request.name);
    const after = replace(request, before, now().toISOString());
    save(store, after);
    changed({ operation: before ? 'Update' : 'Create', name: after.name, type: after.type });
    return after;
  };
  const remove = (name: string): boolean => {
    const before = get(name);
    if (!before) return false;
    store.prepare('DELETE FROM parameters WHERE name = ?').run(name);
    changed({ operation: 'Delete', name, type: before.type });
    return true;
  };
  return {
    get,
    put,
    delete: remove,
    list: (prefix) =>
      store
        .prepare('SELECT * FROM parameters WHERE substr(name, 1, length(?)) = ? ORDER BY name')
        .all(prefix, prefix)
        .map((row) => Row.parse(row)),
    adopt: (resources) => adopt({ store, resources, put, remove }),
  };
}

function replace(request: PutRequest, before: Parameter | undefined, now: string): Parameter {
  checkName(request.name);
  if (before && !request.overwrite) {
    throw new AwsRefusal(
      'ParameterAlreadyExists',
      'The parameter already exists. Use the overwrite option in the request.',
    );
  }
  const type = request.type ?? before?.type;
  if (!type)
    throw new AwsRefusal('ValidationException', 'A parameter type is required when you create a parameter.');
  const tier: Tier = tierFor(request.value, request.tier, before?.tier);
  return {
    name: request.name,
    type,
    value: request.value,
    tier,
    version: (before?.version ?? 0) + 1,
    modifiedAt: now,
  };
}

function save(store: DatabaseSync, parameter: Parameter): void {
  store
    .prepare(
      'INSERT OR REPLACE INTO parameters (name, type, value, version, tier, modifiedAt) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      ...[parameter.name, parameter.type, parameter.value],
      parameter.version,
      parameter.tier,
      parameter.modifiedAt,
    );
}

interface Adoption {
  store: DatabaseSync;
  resources: readonly Resource[];
  put(request: PutRequest): Parameter;
  remove(name: string): boolean;
}

/**
 * What a deployment does to parameters: a new one is created, a value that changed in the template replaces the
 * current one, one that left the template is deleted; a template value that is as it was never overwrites what an
 * administrator has set since.
 */
function adopt({ store, resources, put, remove }: Adoption): void {
  const known = new Map(
    store
      .prepare('SELECT name, value FROM template_parameters')
      .all()
      .map((row) => [String(row.name), String(row.value)]),
  );
  inTransaction(store, () => {
    for (const { properties, ref } of resources) {
      const name = String(properties.Name ?? ref);
      const value = String(properties.Value);
      if (known.get(name) !== value) {
        put({
          name,
          value,
          type: String(properties.Type ?? 'String'),
          tier: 'Intelligent-Tiering',
          overwrite: true,
        });
        store
          .prepare('INSERT OR REPLACE INTO template_parameters (name, value) VALUES (?, ?)')
          .run(name, value);
      }
      known.delete(name);
    }
    for (const name of known.keys()) {
      remove(name);
      store.prepare('DELETE FROM template_parameters WHERE name = ?').run(name);
    }
  });
}
