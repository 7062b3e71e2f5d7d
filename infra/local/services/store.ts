import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the file in which the local services keep what AWS would keep (mails, parameters, secrets, views, keys).
 * A write that was answered survives `kill -9`; WAL with synchronous=NORMAL gives up only what a power cut takes.
 */
export function openStore(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const store = new DatabaseSync(join(dataDir, 'services.db'));
  store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000');
  return store;
}

/** Runs `work` in one transaction: all of it is kept or nothing. */
export function inTransaction(store: DatabaseSync, work: () => void): void {
  store.exec('BEGIN IMMEDIATE');
  try {
    work();
    store.exec('COMMIT');
  } catch (fault) {
    store.exec('ROLLBACK');
    throw fault;
  }
}
