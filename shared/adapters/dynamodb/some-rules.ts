import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../domain/faults.ts';
import { log } from '../../observe/log.ts';
import type { ActiveRules } from '../../ports/active-rules.ts';
import { type Now, systemClock } from '../../ports/clock.ts';
import { type ActiveDocuments, activeDocument, type RuleSet, type Schemas } from '../../rules/active.ts';
import { youngDocuments } from '../../rules/young-documents.ts';
import { dynamoClient } from './client.ts';
import { currentSetHash, ruleSetOf } from './rule-sets.ts';

const ONE_INSTANT_MS = 1;

/** A set as one environment keeps it: its documents are parsed when they are first asked for. */
interface Loaded {
  hash: string;
  set: RuleSet;
  active: ActiveDocuments;
}

/**
 * The rules in force, out of the table. An environment asks which set is in force at most every `ttlSeconds`, reads the
 * set only when it is another one, and keeps what it has while the table does not answer.
 * @param schemas those of the documents that will be asked for: all together are 110 kB of a bundle
 * @param ttlSeconds 0 asks again at each instant, which the local system does so that a change shows at once
 */
export function dynamoRules(options: {
  table: string;
  ttlSeconds: number;
  schemas: Schemas;
  now?: Now;
  client?: DynamoDBClient;
}): ActiveRules {
  const { table, ttlSeconds, schemas, now = systemClock, client = dynamoClient() } = options;
  let loaded: Loaded | null = null;
  let freshUntil = 0;
  let loading: Promise<Loaded> | null = null;

  async function load(): Promise<Loaded> {
    try {
      const hash = await currentSetHash({ table, client });
      if (hash === null) throw new Fault('rules-missing', { retryable: true });
      if (loaded?.hash === hash) return loaded;
      const set = await ruleSetOf({ table, client }, hash);
      if (set === null) throw new Fault('rules-missing', { retryable: true, detail: hash });
      return { hash, set, active: {} };
    } catch (cause) {
      if (loaded === null) throw cause;
      log.warn('rules-kept', { setHash: loaded.hash }, cause);
      return loaded;
    }
  }

  async function current(): Promise<Loaded> {
    if (loaded && Date.parse(now()) < freshUntil) return loaded;
    loading ??= load();
    try {
      loaded = await loading;
      freshUntil = Date.parse(now()) + Math.max(ttlSeconds * 1000, ONE_INSTANT_MS);
      return loaded;
    } finally {
      loading = null;
    }
  }

  return {
    async get(subject) {
      const { hash, set, active } = await current();
      const kept = active[subject];
      if (kept) return kept;
      const entry = set[subject] ?? youngDocuments[subject];
      if (!entry) throw new Fault('rules-missing', { retryable: true, detail: subject });
      const fresh = { ...activeDocument(subject, entry, schemas), set: hash };
      Object.assign(active, { [subject]: fresh });
      return fresh;
    },
  };
}
