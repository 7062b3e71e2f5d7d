import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import type { Figure } from './figure.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = '{functions,shared}/**/*.ts';
const NO_SOURCE = /\.test\.ts$|testing\.ts$|fixtures\.ts$/;
/** Characters of an attack, and milliseconds that one may take. */
const LENGTH = 50_000;
const LIMIT_MS = 10;
/** A busy machine makes anything slow once: the quickest of so many runs counts. */
const RUNS = 4;

/** Every regular expression of the product against texts that are made of what it looks for. */
export function patternFigures(): Figure[] {
  const patterns = patternsOf(ROOT);
  let slow = 0;
  for (const { place, pattern } of patterns) {
    const { ms, text } = slowest(pattern);
    if (ms <= LIMIT_MS) continue;
    slow += 1;
    console.log(`${place} /${pattern.source.slice(0, 60)}/ ${Math.round(ms)} ms on ${text}`);
  }
  return [
    {
      what: `regular expressions above ${LIMIT_MS} ms`,
      value: slow,
      most: 0,
      gate: true,
      note: `${patterns.length} on ${LENGTH} characters`,
    },
  ];
}

function patternsOf(root: string): { place: string; pattern: RegExp }[] {
  const files = globSync(SOURCES, { cwd: root }).filter((file) => !NO_SOURCE.test(file));
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const found: { place: string; pattern: RegExp }[] = [];
    new Visitor({
      Literal(node) {
        if (!('regex' in node)) return;
        const { pattern, flags } = node.regex;
        const line = source.slice(0, node.start).split('\n').length;
        found.push({
          place: `${file}:${line}`,
          pattern: new RegExp(pattern, `${flags.replace('g', '')}g`),
        });
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

/** The text that a pattern is slowest on, of those that are made out of it, and its milliseconds. */
function slowest(pattern: RegExp): { ms: number; text: string } {
  let worst = { ms: 0, text: '' };
  for (const [head, part] of attacks(pattern.source)) {
    const text = Buffer.from(`${head}${part.repeat(LENGTH / part.length)}\u0001`).toString();
    let ms = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS && ms > LIMIT_MS; run++) ms = timed(() => text.replace(pattern, ''));
    if (ms > worst.ms) worst = { ms, text: JSON.stringify([head, part]) };
    if (ms > LIMIT_MS) break;
  }
  return worst;
}

/** Beginnings, and what is said again and again after them. */
function attacks(source: string): [string, string][] {
  const plain = source
    .replace(/\\[dDwWsSbB]|\\[pP]\{\w+\}|\\u\{?[\da-f]+\}?|\\x[\da-f]{2}|\(\?<?[:=!]/gi, ' ')
    .replace(/\\(.)/g, '$1');
  const letters = [...new Set(['a', '0', ' ', '\n', '.', '!', ...plain])].slice(0, 24);
  const words = [...new Set(plain.split(/[^\p{L}\p{N} <:@-]+/u).filter((word) => word.length > 1))].slice(
    0,
    12,
  );
  const singles = [...letters, ...words, ...words.map((word) => `${word} `)];
  const few = letters.slice(0, 10);
  const pairs = few.flatMap((one) => few.filter((other) => other !== one).map((other) => one + other));
  const headed = [...words.slice(0, 5), ...few].flatMap((head) =>
    few.map((part): [string, string] => [head, part]),
  );
  return [...[...singles, ...pairs].map((part): [string, string] => ['', part]), ...headed];
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
