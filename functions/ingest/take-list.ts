/** Works a list off: part by part, each with its report and a checkpoint behind it, in memory that does not grow with it. */
import type { ListImport, RowResult } from '../../shared/domain/list.ts';
import { log } from '../../shared/observe/log.ts';
import type { ListFiles } from '../../shared/ports/list-files.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { HEAD_BYTES, readHead } from './begin-list.ts';
import { foreseeRow, type Seen } from './foresee-row.ts';
import { partKey } from './list-report.ts';
import { splitRows } from './rules/list/split-rows.ts';
import { foreseeCustomer, takeCustomer } from './take-customer.ts';
import { type RowPorts, type RowToTake, takeRow } from './take-row.ts';

export interface ListPorts extends RowPorts {
  lists: ListImports;
  files: ListFiles;
  objects: Pick<Objects, 'put'>;
  queue: Queue;
}

/** Bytes of one part: some 500 rows, so that a crash repeats little. Longer than the longest row. */
const PART_BYTES = 64 * 1024;
/** Rows in work at the same time. */
const SIDE_BY_SIDE = 10;
/** Milliseconds that one part may take, with a good reserve. */
const PART_MS = 30_000;

/**
 * Works off a list from where it stands to its end, or hands on when time runs short. What is repeated after a crash
 * changes nothing: a row is known by its content.
 * @param timeLeft milliseconds until this function is ended
 * @throws Fault (retryable) where something behind it was busy; the list goes on from its last checkpoint
 */
export async function takeList(ports: ListPorts, importId: string, timeLeft: () => number): Promise<void> {
  const seen: Seen = new Set();
  let list = await ports.lists.load(importId);
  while (list && (list.state === 'waiting' || list.state === 'running')) {
    if (timeLeft() < PART_MS) return ports.queue.send([{ body: { importId } }]);
    const next = list.format ? await takePart(ports, list, seen) : await start(ports, list);
    const stored = await ports.lists.advance({ ...next, updatedAt: ports.now() });
    // Somebody else is at it: the message came twice.
    if (!stored) return;
    list = { ...next, version: next.version + 1 };
  }
  if (list) log.info('list-taken', { importId, outcome: list.state });
}

async function start({ files }: ListPorts, list: ListImport): Promise<ListImport> {
  const { file, statement } = list;
  const bytes = file.size === 0 ? Buffer.alloc(0) : await files.part(file.key, 0, HEAD_BYTES);
  const read = readHead(bytes, bytes.length >= file.size, statement);
  if ('code' in read) return { ...list, state: 'refused', reason: read };
  const { head, columns } = read;
  return {
    ...list,
    state: head.length >= file.size ? 'done' : 'running',
    format: head.format,
    columns,
    done: { bytes: head.length, rows: head.rows, parts: 0 },
  };
}

async function takePart(ports: ListPorts, list: ListImport, seen: Seen): Promise<ListImport> {
  const { file, done, format, columns } = list;
  if (!format) return list;
  const bytes = await ports.files.part(file.key, done.bytes, PART_BYTES);
  const last = done.bytes + bytes.length >= file.size;
  const { rows, length } = splitRows(bytes, format, last);
  const intake = await ports.rules.get('intake');
  const told = rows.flatMap((row, i): RowToTake[] => {
    const empty = !row.refused && row.cells.every((cell) => cell === '');
    return empty
      ? []
      : [{ list, columns, intake, row: done.rows + i + 1, cells: row.cells, refused: row.refused }];
  });
  const results = await sideBySide(told, (row) => workOn(ports, row, seen));
  const counts = { ...list.counts };
  for (const { outcome } of results) counts[outcome] += 1;
  if (results.length > 0)
    await ports.objects.put(partKey(list.id, done.parts), JSON.stringify(results), 'application/json');
  const bytesDone = done.bytes + length;
  return {
    ...list,
    state: bytesDone >= file.size ? 'done' : 'running',
    counts,
    done: {
      bytes: bytesDone,
      rows: done.rows + rows.length,
      parts: done.parts + (results.length > 0 ? 1 : 0),
    },
  };
}

/** Takes a row in, or in a dry run tells what would become of it. */
function workOn(ports: ListPorts, row: RowToTake, seen: Seen): Promise<RowResult> {
  const { kind, dryRun } = row.list.statement;
  if (kind === 'customers') return dryRun ? foreseeCustomer(ports, row, seen) : takeCustomer(ports, row);
  return dryRun ? foreseeRow(ports, row, seen) : takeRow(ports, row);
}

/** Does the work for each, a few at a time; the results in the order of the list. */
async function sideBySide(
  rows: readonly RowToTake[],
  work: (row: RowToTake) => Promise<RowResult>,
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (let at = 0; at < rows.length; at += SIDE_BY_SIDE)
    results.push(...(await Promise.all(rows.slice(at, at + SIDE_BY_SIDE).map(work))));
  return results;
}
