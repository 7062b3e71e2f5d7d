/** Works a list off: part by part, each with its report and a checkpoint behind it, in memory that does not grow with it. */
import type { ListImport, RowResult } from '../../shared/domain/list.ts';
import { log } from '../../shared/observe/log.ts';
import type { ListFiles } from '../../shared/ports/list-files.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { channelsOf } from '../../shared/rules/intake.ts';
import { HEAD_BYTES, readHead } from './begin-list.ts';
import { type DryRunMemory, putAway, recall } from './dry-run-memory.ts';
import { foreseeRow, namesOfRow } from './foresee-row.ts';
import { type InTurn, inTurn, sideBySide } from './in-turn.ts';
import { partKey } from './list-report.ts';
import { splitRows } from './rules/list/split-rows.ts';
import { foreseeCustomer, namesOfCustomer, takeCustomer } from './take-customer.ts';
import { type RowPorts, type RowToTake, takeRow } from './take-row.ts';

export interface ListPorts extends RowPorts {
  lists: ListImports;
  files: ListFiles;
  objects: Pick<Objects, 'get' | 'put'>;
  queue: Queue;
}

/** Bytes of one part: some 500 rows, so that a crash repeats little. Longer than the longest row. */
const PART_BYTES = 64 * 1024;
/** Rows in work at the same time. */
const SIDE_BY_SIDE = 32;
/** Milliseconds that one part may take, with a good reserve. */
const PART_MS = 30_000;

/**
 * Works off a list from where it stands to its end, or hands on when time runs short. What is repeated after a crash
 * changes nothing: a row is known by its content.
 * @param timeLeft milliseconds until this function is ended
 * @throws Fault (retryable) where something behind it was busy; the list goes on from its last checkpoint
 */
export async function takeList(ports: ListPorts, importId: string, timeLeft: () => number): Promise<void> {
  const list = await ports.lists.load(importId);
  const memory = list?.statement.dryRun && isOpen(list) ? await recall(ports.objects, list) : null;
  try {
    if (list) await workOff(ports, list, { memory, timeLeft });
  } finally {
    memory?.seen.free();
  }
}

async function workOff(
  ports: ListPorts,
  begun: ListImport,
  { memory, timeLeft }: { memory: DryRunMemory | null; timeLeft: () => number },
): Promise<void> {
  const { id: importId } = begun;
  let list = begun;
  if (memory) await readAgain(ports, list, { memory, timeLeft });
  while (isOpen(list)) {
    if (timeLeft() < PART_MS) {
      if (memory) await putAway(ports.objects, list, memory);
      return ports.queue.send([{ body: { importId } }]);
    }
    const next: ListImport = list.format ? await takePart(ports, list, memory) : await start(ports, list);
    const stored = await ports.lists.advance({ ...next, updatedAt: ports.now() });
    // Somebody else is at it: the message came twice.
    if (!stored) return;
    if (memory) memory.upTo = next.done.bytes;
    list = { ...next, version: next.version + 1 };
  }
  log.info('list-taken', { importId, outcome: list.state });
}

const isOpen = ({ state }: ListImport): boolean => state === 'waiting' || state === 'running';

/** Reads what a dry run that crashed had read since its memory was put away; of these rows only their names are taken. */
async function readAgain(
  ports: ListPorts,
  list: ListImport,
  { memory, timeLeft }: { memory: DryRunMemory; timeLeft: () => number },
): Promise<void> {
  while (memory.upTo < list.done.bytes && timeLeft() >= PART_MS) {
    const { told, length } = await readPart(ports, list, {
      ...{ bytes: memory.upTo, rows: 0 },
      end: list.done.bytes,
    });
    for (const row of told) for (const name of await namesOf(ports, row)) memory.seen.add(name);
    memory.upTo += length;
  }
}

async function start({ files, rules }: ListPorts, list: ListImport): Promise<ListImport> {
  const { file, statement } = list;
  const channels = channelsOf((await rules.get('intake')).document);
  if (!channels.includes(statement.channel)) {
    const detail = `There is no channel "${statement.channel}". One of ${channels.join(', ')}.`;
    return { ...list, state: 'refused', reason: { code: 'channel-unknown', detail } };
  }
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

/** @param from the place of the first row, how many stand before it, and where the reading ends, behind a whole row */
async function readPart(
  { files, rules }: ListPorts,
  list: ListImport,
  from: { bytes: number; rows: number; end: number },
): Promise<{ told: RowToTake[]; rows: number; length: number }> {
  const { file, format, columns } = list;
  if (!format) return { told: [], rows: 0, length: 0 };
  const bytes = await files.part(file.key, from.bytes, Math.min(PART_BYTES, from.end - from.bytes));
  const { rows, length } = splitRows(bytes, format, from.bytes + bytes.length >= from.end);
  const intake = await rules.get('intake');
  const told = rows.flatMap(({ cells, refused }, i): RowToTake[] => {
    const empty = !refused && cells.every((cell) => cell === '');
    return empty ? [] : [{ list, columns, intake, row: from.rows + i + 1, cells, refused }];
  });
  return { told, rows: rows.length, length };
}

/** @param memory of a dry run; null where the rows are taken in */
async function takePart(
  ports: ListPorts,
  list: ListImport,
  memory: DryRunMemory | null,
): Promise<ListImport> {
  const { file, done } = list;
  const { told, rows, length } = await readPart(ports, list, { ...done, end: file.size });
  const turn = inTurn();
  const results = await sideBySide(told, SIDE_BY_SIDE, (row) => workOn(ports, row, { memory, turn }));
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
      rows: done.rows + rows,
      parts: done.parts + (results.length > 0 ? 1 : 0),
    },
  };
}

/** Takes a row in, or in a dry run tells what would become of it. */
function workOn(
  ports: ListPorts,
  row: RowToTake,
  { memory, turn }: { memory: DryRunMemory | null; turn: InTurn },
): Promise<RowResult> {
  const customers = row.list.statement.kind === 'customers';
  if (!memory) return customers ? takeCustomer(ports, row, turn) : takeRow(ports, row, turn);
  return customers ? foreseeCustomer(ports, row, memory.seen) : foreseeRow(ports, row, memory.seen);
}

function namesOf(ports: ListPorts, row: RowToTake): string[] | Promise<string[]> {
  return row.list.statement.kind === 'customers' ? namesOfCustomer(ports, row) : namesOfRow(ports, row);
}
