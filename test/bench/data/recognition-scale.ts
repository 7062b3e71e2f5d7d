import {
  blockKeysBy,
  candidates,
  MOST_CANDIDATES,
  MOST_OF_A_KEY,
} from '../../../functions/ingest/rules/identity/block-keys.ts';
import { type Known, portrayBy } from '../../../functions/ingest/rules/identity/portrait.ts';
import { suspectBy } from '../../../functions/ingest/rules/identity/suspect.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { type Calls, countCalls } from './calls.ts';
import type { Figure } from './figure.ts';
import { madePerson } from './made-people.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
/** Inquiries that are recognised at each size: four of five from people who are new. */
const INQUIRIES = 1_000;
/** What is asked for under each key: the newest, and one more that may be the lead itself. */
const READ = MOST_OF_A_KEY + 1;
/** Rounds of which the fastest counts, each size in turn: the first ones also compile. */
const ROUNDS = 15;

const { document } = defaultDocument('identity');
const portray = portrayBy(document);
const keysOf = blockKeysBy(document);
const suspect = suspectBy(document);

/** The newest people under each key, by number: all that a query of the store can give. */
type Index = Map<string, number[]>;

/** One inquiry and what the store finds for it. */
interface Task {
  known: Known;
  others: Known[];
  reads: number;
  entries: number;
}

/** What recognising costs at one size of the stock. */
interface Work {
  size: number;
  tasks: readonly Task[];
  calls: Calls;
  microseconds: number;
}

/**
 * What recognising one inquiry costs at three sizes of the stock: people made by seed, of whom the index keeps the newest of
 * each key, as a query gives them. The store is not measured, but what is asked of it: queries, entries read and written.
 */
export async function scaleFigures(): Promise<Figure[]> {
  const index: Index = new Map();
  const works: Work[] = [];
  let entered = 0;
  for (const size of SIZES) {
    for (; entered < size; entered++) enter(index, entered);
    const tasks = tasksAt(index, size);
    const calls = await countCalls(/\/rules\/(?:identity\/|plain|company-name)/, () =>
      tasks.forEach(recognise),
    );
    works.push({ size, tasks, calls, microseconds: Number.POSITIVE_INFINITY });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const work of works) work.microseconds = Math.min(work.microseconds, timeOf(work.tasks));
  }
  return [
    ...works.flatMap(figuresOf),
    growth(
      'queries and writes per inquiry',
      works.map(({ tasks }) => mean(tasks, 'reads')),
    ),
    growth(
      'calls per inquiry',
      works.map(({ calls }) => total(calls)),
    ),
    {
      ...growth(
        'processor time per inquiry',
        works.map(({ microseconds }) => microseconds),
      ),
      gate: false,
    },
  ];
}

function enter(index: Index, number: number): void {
  for (const key of keysOf(portray(madePerson(number)))) {
    const entries = index.get(key);
    if (!entries) index.set(key, [number]);
    else if (entries.push(number) > 2 * READ) entries.splice(0, entries.length - READ);
  }
}

function tasksAt(index: Index, size: number): Task[] {
  return Array.from({ length: INQUIRIES }, (_, i) => {
    const known = madePerson(i % 5 === 0 ? Math.floor((i / INQUIRIES) * size) : 2_000_000_000 + i);
    const keys = keysOf(portray(known));
    const found = keys.map((key) => index.get(key)?.slice(-READ).reverse() ?? []);
    return {
      known,
      others: candidates(found).map((other) => madePerson(other)),
      reads: keys.length,
      entries: found.reduce((sum, list) => sum + list.length, 0),
    };
  });
}

/** All that is computed for one inquiry once the store has answered. */
function recognise({ known, others }: Task): void {
  const own = portray(known);
  keysOf(own);
  for (const other of others) suspect(own, portray(other, own));
}

function timeOf(tasks: readonly Task[]): number {
  const began = process.cpuUsage();
  tasks.forEach(recognise);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / tasks.length;
}

function figuresOf({ size, tasks, calls, microseconds }: Work): Figure[] {
  const at = `at ${size.toLocaleString('en')} leads`;
  const each = (...names: string[]): string =>
    (names.reduce((sum, name) => sum + (calls.get(name) ?? 0), 0) / tasks.length).toFixed(1);
  return [
    {
      what: `${at}: candidates, most`,
      value: Math.max(...tasks.map(({ others }) => others.length)),
      most: MOST_CANDIDATES,
      gate: true,
      note: `mean ${(tasks.reduce((sum, { others }) => sum + others.length, 0) / tasks.length).toFixed(1)}`,
    },
    {
      what: `${at}: queries of an inquiry, mean`,
      value: mean(tasks, 'reads'),
      most: 3,
      gate: true,
      note: 'as many entries are written, and one that names them',
    },
    {
      what: `${at}: entries read, most`,
      value: Math.max(...tasks.map(({ entries }) => entries)),
      most: 3 * READ,
      gate: true,
      note: `mean ${mean(tasks, 'entries').toFixed(1)}`,
    },
    {
      what: `${at}: calls per comparison set`,
      value: total(calls) / tasks.length,
      gate: true,
      note: `${each('makeValue')} values made ready, ${each('agreement')} compared, ${each('steps', 'likeness')} spellings held against each other`,
    },
    { what: `${at}: µs per comparison set`, value: microseconds, most: 200, gate: false },
  ];
}

/** The same at every size is the aim: ±10 %. */
function growth(what: string, values: readonly number[]): Figure {
  const value = Math.max(...values) / Math.min(...values);
  return { what: `${what}, most to least of the three sizes`, value, most: 1.1, gate: true };
}

const total = (calls: Calls): number => calls.values().reduce((sum, count) => sum + count, 0);

const mean = (tasks: readonly Task[], of: 'reads' | 'entries'): number =>
  tasks.reduce((sum, task) => sum + task[of], 0) / tasks.length;
