import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const cache = resolve(here, '../../.cache/trino');
const pom = join(here, 'pom.xml');
/** 120 MB from Maven Central, the first time. */
const FETCH_MS = 600_000;
/** Starting the engine takes fifteen seconds of one core. */
const RUN_MS = 300_000;

/** Trino cannot be had on this machine; the message says why. */
export class NoTrino extends Error {
  override readonly name = 'NoTrino';
}

/** What Trino says to a statement: rows of values as text, or what is wrong with it. */
export type Answer = { rows: (string | null)[][] } | { fault: string };

/**
 * Fetches Trino into `.cache`, unless it is there.
 * @throws NoTrino where there is no Java compiler, no Maven, or no way to Maven Central
 */
export function installTrino(): void {
  tried('no Java compiler', 'javac', ['-version']);
  const done = join(cache, 'pom.xml');
  const wanted = readFileSync(pom, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  tried('no Maven', 'mvn', ['-version']);
  rmSync(cache, { recursive: true, force: true });
  const making = `${cache}.${process.pid}`;
  const fetched = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${making}`];
  tried('Maven Central cannot be reached', 'mvn', fetched);
  renameSync(making, cache);
  writeFileSync(done, wanted);
}

function tried(otherwise: string, command: string, args: string[]): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: FETCH_MS });
  } catch (cause) {
    throw new NoTrino(otherwise, { cause });
  }
}

/** Runs statements one after the other on an engine of their own, with tables in memory. */
export function askTrino(statements: readonly string[]): Answer[] {
  const said = execFileSync('java', ['-Xmx900m', '-cp', join(cache, '*'), join(here, 'Trino.java')], {
    input: statements.join('\0'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: RUN_MS,
    maxBuffer: 64_000_000,
  });
  return readAnswers(said.split('\n'));
}

function readAnswers(lines: readonly string[]): Answer[] {
  const answers: Answer[] = [];
  for (let n = 0; n < lines.length; ) {
    const [kind, ...rest] = (lines[n++] ?? '').split(' ');
    if (kind === 'fault') answers.push({ fault: rest.join(' ') });
    if (kind !== 'rows') continue;
    const rows = lines.slice(n, n + Number(rest[0]));
    answers.push({
      rows: rows.map((row) => row.split('\t').map((value) => (value === '\\N' ? null : value))),
    });
    n += rows.length;
  }
  return answers;
}
