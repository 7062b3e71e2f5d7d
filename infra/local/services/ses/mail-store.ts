import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const Texts = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const Tags = z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text)));
const Row = z.object({
  n: z.number(),
  messageId: z.string(),
  sentAt: z.string(),
  source: z.string(),
  recipients: Texts,
  subject: z.string(),
  tags: Tags,
  configurationSet: z.string().nullable(),
});
/** A mail the system sent: envelope and tags; the raw message is read apart. `sentAt` is an ISO instant. */
export type SentMail = z.infer<typeof Row>;

export interface MailStore {
  /** Keeps a mail; answers its number, counted from 1. */
  add(mail: Omit<SentMail, 'n'>, raw: Buffer): number;
  /** In the order of sending; those to one address (any case) if given, and only those after a number. */
  list(to?: string, after?: number): SentMail[];
  count(): number;
  get(n: number): SentMail | undefined;
  raw(n: number): Buffer | undefined;
  /** Mails whose Send and Delivery have not been told yet, because the machine was stopped in between. */
  untold(): SentMail[];
  markTold(n: number): void;
}

const TABLE = `CREATE TABLE IF NOT EXISTS mails (n INTEGER PRIMARY KEY AUTOINCREMENT, messageId TEXT NOT NULL,
  sentAt TEXT NOT NULL, source TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL, tags TEXT NOT NULL,
  configurationSet TEXT, told INTEGER NOT NULL DEFAULT 0, raw BLOB NOT NULL)`;
const COLUMNS = 'n, messageId, sentAt, source, recipients, subject, tags, configurationSet';

/** The mails sent so far, on SQLite. */
export function openMailStore(store: DatabaseSync): MailStore {
  store.exec(TABLE);
  const insert = store.prepare(
    'INSERT INTO mails (messageId, sentAt, source, recipients, subject, tags, configurationSet, raw) VALUES (?,?,?,?,?,?,?,?)',
  );
  const rows = (condition: string, ...values: (string | number)[]) =>
    store
      .prepare(`SELECT ${COLUMNS} FROM mails WHERE ${condition} ORDER BY n`)
      .all(...values)
      .map((row) => Row.parse(row));
  return {
    add: (mail, raw) => {
      const envelope = [
        mail.messageId,
        mail.sentAt,
        mail.source,
        JSON.stringify(mail.recipients),
        mail.subject,
      ];
      const kept = insert.run(...envelope, JSON.stringify(mail.tags), mail.configurationSet, raw);
      return Number(kept.lastInsertRowid);
    },
    list: (to, after = 0) =>
      to === undefined
        ? rows('n > ?', after)
        : rows(
            'n > ? AND EXISTS (SELECT 1 FROM json_each(recipients) WHERE lower(value) = ?)',
            after,
            to.toLowerCase(),
          ),
    count: () => Number(store.prepare('SELECT count(*) AS mails FROM mails').get()?.mails),
    get: (n) => rows('n = ?', n)[0],
    raw: (n) => {
      const row = store.prepare('SELECT raw FROM mails WHERE n = ?').get(n);
      return row?.raw instanceof Uint8Array ? Buffer.from(row.raw) : undefined;
    },
    untold: () => rows('told = 0'),
    markTold: (n) => {
      store.prepare('UPDATE mails SET told = 1 WHERE n = ?').run(n);
    },
  };
}
