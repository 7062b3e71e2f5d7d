import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * What the machine must remember when it is killed: messages, stream positions, the clock. Every change is in the file
 * before the call returns (not yet on the disk: a killed process loses nothing, a power cut may).
 */
export class Memory {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws DataInUse when another process has the file open */
  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    try {
      this.#db.exec(`PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
        PRAGMA synchronous = OFF;
        CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS messages (
          id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message TEXT NOT NULL, receives INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        BEGIN EXCLUSIVE; COMMIT;`);
    } catch (cause) {
      this.#db.close();
      if (cause instanceof Error && cause.message.includes('locked')) throw new DataInUse();
      throw cause;
    }
  }

  fact(name: string): string | undefined {
    const row = this.#statement('SELECT value FROM facts WHERE name = ?').get(name);
    return typeof row?.value === 'string' ? row.value : undefined;
  }

  remember(name: string, value: string): void {
    this.#statement('INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
      name,
      value,
    );
  }

  /** @returns the message's number, growing over all queues */
  addMessage(queue: string, message: string): number {
    const added = this.#statement('INSERT INTO messages (queue, message) VALUES (?, ?)').run(queue, message);
    return Number(added.lastInsertRowid);
  }

  dropMessage(id: number): void {
    this.#statement('DELETE FROM messages WHERE id = ?').run(id);
  }

  moveMessage(id: number, queue: string): void {
    this.#statement('UPDATE messages SET queue = ?, receives = 0 WHERE id = ?').run(queue, id);
  }

  countReceive(id: number, receives: number): void {
    this.#statement('UPDATE messages SET receives = ? WHERE id = ?').run(receives, id);
  }

  /** All messages in the order in which they came. */
  messages(): { id: number; queue: string; message: string; receives: number }[] {
    return this.#statement('SELECT id, queue, message, receives FROM messages ORDER BY id')
      .all()
      .map((row) => ({
        id: Number(row.id),
        queue: String(row.queue),
        message: String(row.message),
        receives: Number(row.receives),
      }));
  }

  /** Several changes at once: all or none, and cheaper. */
  together<T>(change: () => T): T {
    this.#db.exec('BEGIN');
    try {
      const result = change();
      this.#db.exec('COMMIT');
      return result;
    } catch (fault) {
      this.#db.exec('ROLLBACK');
      throw fault;
    }
  }

  close(): void {
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Another Leitwerk runs on the same data. */
export class DataInUse extends Error {
  override readonly name = 'DataInUse';
}
