import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { newList } from '../../../functions/ingest/begin-list.ts';
import { readReport, reportCsv } from '../../../functions/ingest/list-report.ts';
import { takeList } from '../../../functions/ingest/take-list.ts';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryListImports } from '../../../shared/adapters/memory/list-imports.ts';
import { memoryQueue } from '../../../shared/adapters/memory/queue.ts';
import type { ListStatement } from '../../../shared/domain/list.ts';
import { systemClock } from '../../../shared/ports/clock.ts';
import type { Figure } from './figure.ts';

/** Rows at which the memory is looked at. */
const SIZES = [10_000, 100_000, 300_000, 1_000_000, 2_000_000];
const FULL = 100_000;
/** What a list of any length may take, to what it took after as many rows as FULL: alive, and at the most with garbage of V8. */
const GROWTH = 1.1;
const GROWTH_OF_PEAK = 1.25;
/** The memory of the function (ListRows in infra/cdk/functions.ts). */
const FUNCTION_MB = 512;
/** One row in so many is one that stood far above, so that a dry run must know it again. */
const AGAIN = 1000;
/** Parts after which a run of the function hands on. A real one does after 270 s; its store is elsewhere, and here goes with it. */
const PARTS_OF_RUN = { dry: 100, real: 10 };

/** A row of the same length whatever its number, so that any part of the file can be made when it is asked for. */
const rowOf = (row: number): string => {
  if (row % AGAIN === AGAIN - 1) return rowOf((row - (AGAIN - 1)) / AGAIN);
  const id = String(row).padStart(8, '0');
  return `Eva;Ott-${id};eva.${id}@firma-${id}.example;+49 30 ${id};50667;Köln;Bitte ein Angebot, Nr. ${id}\r\n`;
};
const HEADER = 'Vorname;Nachname;E-Mail;Telefon;PLZ;Ort;Nachricht\r\n';
const ROW_BYTES = Buffer.byteLength(rowOf(0));

function madeFile(rows: number) {
  const size = HEADER.length + rows * ROW_BYTES;
  return {
    size,
    about: async () => null,
    part: async (_: string, from: number, length: number): Promise<Buffer> => {
      const first = Math.max(0, Math.floor((from - HEADER.length) / ROW_BYTES));
      const begins = from < HEADER.length ? 0 : HEADER.length + first * ROW_BYTES;
      const last = Math.min(rows, first + Math.ceil(length / ROW_BYTES) + 2);
      const made = Array.from({ length: last - first }, (_each, i) => rowOf(first + i)).join('');
      const bytes = Buffer.from(`${from < HEADER.length ? HEADER : ''}${made}`);
      return bytes.subarray(from - begins, from - begins + length);
    },
  };
}

/**
 * A list worked off to its end, its report read to its end: seconds, and the most memory at each size on the way. The file is
 * made up part by part, the report lies on disk.
 * @param rows of the list @param dry whether it is only foreseen
 */
export async function listFigures(rows: number, dry: boolean): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-list-'));
  const memory = new Map<number, Memory>();
  const lists = memoryListImports();
  const files = madeFile(rows);
  const objects = {
    put: async (key: string, body: string | Uint8Array) => writeFileSync(join(folder, basename(key)), body),
    get: async (key: string) => readFileSync(join(folder, basename(key))),
  };
  const queue = memoryQueue();
  const statement: ListStatement = {
    ...{ source: 'made-up', channel: 'import', requested: true, legalBasis: 'consent', map: {} },
    ...{ kind: 'inquiries', dryRun: dry },
  };
  const about = {
    id: 'imp_1',
    by: 'system',
    correlationId: 'cor-1',
    file: { key: 'lists/a.csv', size: files.size },
  };
  await lists.begin(newList({ ...about, statement }, systemClock()));
  const watched = {
    ...lists,
    advance: async (...given: Parameters<typeof lists.advance>) => {
      for (const size of SIZES)
        if (given[0].done.rows > size && !memory.has(size)) memory.set(size, megabytes());
      return lists.advance(...given);
    },
  };
  const began = performance.now();
  const cpu = process.cpuUsage();
  let list = await lists.load(about.id);
  while (list && (list.state === 'waiting' || list.state === 'running')) {
    let parts = dry ? PARTS_OF_RUN.dry : PARTS_OF_RUN.real;
    const ports = { store: memoryLeadStore(), rules: defaultRules(), lists: watched, files, objects, queue };
    await takeList({ ...ports, now: systemClock }, about.id, () => (parts-- > 0 ? 60_000 : 0));
    list = await lists.load(about.id);
  }
  memory.set(rows, megabytes());
  const told = await readAll(objects, about.id, list?.done.parts ?? 0);
  const { user, system } = process.cpuUsage(cpu);
  rmSync(folder, { recursive: true });
  const name = `${rows.toLocaleString('en')} rows ${dry ? 'foreseen' : 'taken'}`;
  const sizes = [...memory].sort(([one], [other]) => one - other);
  const ended = memory.get(rows) ?? megabytes();
  const full = memory.get(FULL) ?? ended;
  const noted = (what: keyof Memory) =>
    sizes.map(([size, mb]) => `${size.toLocaleString('en')}: ${Math.round(mb[what])}`).join(', ');
  return [
    { what: `${name}: not in the report`, value: rows - told, most: 0, gate: true },
    { what: `${name}: refused`, value: list?.counts.refused ?? rows, most: 0, gate: true },
    ...(dry
      ? [
          {
            what: `${name}: rows that stood far above, not known again`,
            value: Math.abs(Math.floor(rows / AGAIN) - (list?.counts.duplicate ?? 0)),
            ...{ most: 0, gate: true },
          },
        ]
      : []),
    { what: `${name}: seconds`, value: (performance.now() - began) / 1000, gate: false },
    { what: `${name}: ms of CPU per row`, value: (user + system) / 1000 / rows, gate: false },
    {
      what: `${name}: MB alive at the end`,
      value: ended.alive,
      ...{ most: full.alive * GROWTH, gate: true, note: noted('alive') },
    },
    {
      what: `${name}: most MB of the process until the end`,
      value: ended.peak,
      ...{ most: Math.min(FUNCTION_MB, full.peak * GROWTH_OF_PEAK), gate: true, note: noted('peak') },
    },
  ];
}

/** Reads the report page by page, as whoever asked for it does. @returns how many rows it tells of */
async function readAll(
  objects: Parameters<typeof readReport>[0],
  id: string,
  parts: number,
): Promise<number> {
  let told = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page: Awaited<ReturnType<typeof readReport>> = await readReport(objects, id, { from, parts });
    if (reportCsv(page.rows, from === 0) !== '') told += page.rows.length;
    from = page.next;
  }
  return told;
}

interface Memory {
  /** Without what the next collection takes away. */
  alive: number;
  /** The most that the process ever had. */
  peak: number;
}

function megabytes(): Memory {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { alive: (heapUsed + external) / 2 ** 20, peak: process.resourceUsage().maxRSS / 2 ** 10 };
}
