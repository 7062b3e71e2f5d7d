import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = '{functions,shared}/**/*.ts';
/** Modules that can be loaded without an environment: they may put patterns together. */
const PURE = ['shared/rules/**/*.ts', 'shared/mail/**/*.ts', 'functions/*/rules/**/*.ts'];
const NO_SOURCE = /\.test\.ts$|testing\.ts$|fixtures\.ts$/;
/** Texts so short that even a pattern that tries everything comes to an end, and is told by it. */
const SHORT = 22;
/** Milliseconds that a few characters may take on a busy machine. */
const LEAST_MS = 2;
/** Texts that took longest at a tenth of the length are tried at the whole of it. */
const WORST = 6;
/** A busy machine makes anything slow once: the quickest of so many runs counts. */
const RUNS = 5;

interface Pattern {
  /** File and line. */
  place: string;
  pattern: RegExp;
}

interface Slowest {
  /** Milliseconds of the processor. */
  ms: number;
  /** Head and part of the text that took longest. */
  text: string;
}

/** Every regular expression of the product: those written as literals, those put together when a module is loaded, and those of zod. */
export async function patternsOfProduct(): Promise<Pattern[]> {
  return [...literals(), ...(await constructed()), ...ofSchemas()];
}

function literals(): Pattern[] {
  return sources(SOURCES).flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const found: Pattern[] = [];
    new Visitor({
      Literal(node) {
        if (!('regex' in node)) return;
        const { pattern, flags } = node.regex;
        const line = source.slice(0, node.start).split('\n').length;
        found.push({ place: `${file}:${line}`, pattern: everywhere(pattern, flags) });
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

/** A file of the product in the trace of a call. */
const OWN_FILE = /(?:functions|shared)\/[^\s:)]+\.ts/;

/**
 * Listens to what modules put together while they are loaded, whichever module asks for them first, and what zod puts
 * together for them.
 */
async function constructed(): Promise<Pattern[]> {
  const made = new Map<string, { place: string; flags: string }>();
  const plain = globalThis.RegExp;
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, [pattern, flags]) {
      const one = new target(pattern, flags);
      const [place] = OWN_FILE.exec(new Error('who asks').stack ?? '') ?? [];
      if (place) made.set(`${one.source}/${one.flags}`, { place, flags: one.flags });
      return one;
    },
  });
  try {
    for (const file of sources(...PURE)) await import(pathToFileURL(join(ROOT, file)).href);
  } finally {
    globalThis.RegExp = plain;
    Error.stackTraceLimit = depth;
  }
  return [...made].map(([source, { place, flags }]) => ({
    place,
    pattern: everywhere(source.slice(0, source.lastIndexOf('/')), flags),
  }));
}

/** The patterns that zod brings along, of the formats that the schemas of the product name. */
function ofSchemas(): Pattern[] {
  const formats = { date: z.iso.date(), datetime: z.iso.datetime(), email: z.email() };
  return Object.entries(formats).flatMap(([format, { _zod }]) => {
    const { pattern } = _zod.def;
    return pattern ? [{ place: `zod ${format}`, pattern: everywhere(pattern.source, pattern.flags) }] : [];
  });
}

function sources(...globs: string[]): string[] {
  return globSync(globs, { cwd: ROOT }).filter((file) => !NO_SOURCE.test(file));
}

function everywhere(pattern: string, flags: string): RegExp {
  return new RegExp(pattern, `${flags.replace('g', '')}g`);
}

/**
 * The text that a pattern is slowest on, of those that are made out of what it looks for.
 * @param length characters of a text
 * @param limit milliseconds from which on nothing slower is looked for
 */
export function slowestOf(pattern: RegExp, length: number, limit: number): Slowest {
  let texts = attacks(pattern.source);
  for (let characters = SHORT; characters <= length / 10; characters *= 2) {
    // Ten times what a pattern takes that needs the whole limit for the whole length.
    const most = Math.min(limit, Math.max(LEAST_MS, (10 * limit * characters) / length));
    const ranked: { attack: Text; ms: number }[] = [];
    for (const attack of texts) {
      const ms = msOn(pattern, attack, characters, most);
      if (ms > most)
        return { ms: Math.max(ms, limit + 1), text: `${characters} characters ${JSON.stringify(attack)}` };
      ranked.push({ attack, ms });
    }
    texts = ranked.sort((one, other) => other.ms - one.ms).map(({ attack }) => attack);
  }
  let worst = { ms: 0, text: '' };
  for (const attack of texts.slice(0, WORST)) {
    const ms = msOn(pattern, attack, length, limit);
    if (ms > worst.ms) worst = { ms, text: JSON.stringify(attack) };
    if (ms > limit) break;
  }
  return worst;
}

type Text = readonly [head: string, part: string];

/** Beginnings, and what is said again and again after them. */
function attacks(source: string): Text[] {
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
  const headed = [...words.slice(0, 5), ...few].flatMap((head) => few.map((part): Text => [head, part]));
  return [...[...singles, ...pairs].map((part): Text => ['', part]), ...headed];
}

/** Milliseconds of the first run that keeps the limit, or of the quickest. */
function msOn(pattern: RegExp, [head, part]: Text, length: number, limit: number): number {
  const text = Buffer.from(`${head}${part.repeat(length / part.length)}\u0001`).toString();
  let ms = Number.POSITIVE_INFINITY;
  // What is far beyond the limit is not so because the machine is busy.
  for (let run = 0; run < RUNS && ms > limit && (run === 0 || ms < 1000); run++) {
    const { user, system } = process.cpuUsage();
    text.replace(pattern, '');
    const done = process.cpuUsage();
    ms = Math.min(ms, (done.user + done.system - user - system) / 1000);
  }
  return ms;
}
