import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The DynamoDB engine that the front door passes calls on to. */
export interface TableEngine {
  readonly host: string;
  readonly port: number;
  /** Makes streams fast once tables exist, and keeps them short. */
  tend(): void;
  /** Called when the engine ends by itself. */
  onEnd(listener: (why: string) => void): void;
  stop(): Promise<void>;
}

/** There is no engine for this machine. The message is what the person reads. */
export class NoTableEngine extends Error {
  override readonly name = 'NoTableEngine';
}

const binary = join(import.meta.dirname, '../../../node_modules/@dynoxide/linux-x64/dynoxide');
/** Streams of DynamoDB keep a record for a day. */
const keptMilliseconds = 24 * 60 * 60_000;
const trimEveryMilliseconds = 10 * 60_000;

/** Starts dynoxide on a file in the data folder, or uses the endpoint named by LEITWERK_DYNAMODB. */
export async function startTableEngine(dataDir: string): Promise<TableEngine> {
  const elsewhere = process.env.LEITWERK_DYNAMODB;
  if (elsewhere) return remote(new URL(elsewhere));
  if (!existsSync(binary)) {
    const platform = `${process.platform}-${process.arch}`;
    throw new NoTableEngine(
      `No embedded DynamoDB for ${platform}: set LEITWERK_DYNAMODB to an endpoint, for example of DynamoDB Local.`,
    );
  }
  const file = join(dataDir, 'tables.db');
  const port = await freePort();
  const child = startChild(['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file]);
  await answering(port, child);
  const trimming = setInterval(() => tend(file), trimEveryMilliseconds).unref();
  return {
    host: '127.0.0.1',
    port,
    tend: () => tend(file),
    onEnd: (listener) => child.once('exit', (code, signal) => listener(`dynoxide ended (${code ?? signal})`)),
    stop: async () => {
      clearInterval(trimming);
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
}

/**
 * A shell stands between, in a process group of its own: it ends dynoxide when its standard input closes, which happens
 * however this process dies, so that no orphan keeps the file.
 */
function startChild(args: string[]): ChildProcess {
  const script = '"$0" "$@" >/dev/null & child=$!; read -r _; kill -9 $child; wait $child 2>/dev/null';
  return spawn('/bin/sh', ['-c', script, binary, ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('dynoxide does not answer');
}

/**
 * dynoxide looks for the last stream record of a table without an index and never forgets one, which makes each write
 * slower than the last. The newest record stays, because it carries the sequence on.
 */
function tend(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA busy_timeout = 2000');
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_stream_records'").get();
  if (known) {
    db.exec(`CREATE INDEX IF NOT EXISTS app_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS app_stream_shard
        ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))`);
    db.prepare(
      `DELETE FROM _stream_records WHERE created_at < ?
        AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)`,
    ).run(Math.floor((Date.now() - keptMilliseconds) / 1000));
  }
  db.close();
}

function remote(url: URL): TableEngine {
  return {
    host: url.hostname,
    port: Number(url.port || 80),
    tend: () => {},
    onEnd: () => {},
    stop: async () => {},
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
