import {
  blockKeysBy,
  candidates,
  MOST_CANDIDATES,
  MOST_OF_A_KEY,
} from '../../../functions/ingest/rules/identity/block-keys.ts';
import { type Known, portrayBy } from '../../../functions/ingest/rules/identity/portrait.ts';
import { suspectBy } from '../../../functions/ingest/rules/identity/suspect.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { type AnsweredPeople, answeredPeople, type Entry } from './answered-people.ts';
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
/** The whole step takes a hundred times as long: fewer inquiries, in batches whose fastest round counts, each size in turn. */
const [STEP_BATCHES, STEP_BATCH, STEP_ROUNDS] = [10, 20, 5];

const { document } = defaultDocument('identity');
const portray = portrayBy(document);
const keysOf = blockKeysBy(document);
const suspect = suspectBy(document);

/** The newest people under each key, by number: all that a query of the store can give. */
type Index = Map<string, number[]>;

/** One inquiry and what the store finds for it. */
interface Task {
  known: ReturnType<typeof madePerson>;
  keys: string[];
  /** Numbers of the people found under each key. */
  found: number[][];
  others: Known[];
}

/** What recognising costs at one size of the stock. */
interface Work {
  size: number;
  tasks: readonly Task[];
  calls: Calls;
  /** Of the comparison alone, and of the whole step: entering, asking, reading what is found, comparing. */
  microseconds: number;
  step: number;
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
    works.push({
      size,
      tasks,
      calls,
      microseconds: Number.POSITIVE_INFINITY,
      step: 0,
    });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const work of works) work.microseconds = Math.min(work.microseconds, timeOf(work.tasks));
  }
  await timeSteps(works);
  return [
    ...works.flatMap(figuresOf),
    growth(
      'queries and writes per inquiry',
      works.map(({ tasks }) => mean(tasks, readsOf)),
    ),
    {
      ...growth(
        'processor time of the whole step',
        works.map(({ step }) => step),
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
    return { known, keys, found, others: candidates(found).map((other) => madePerson(other)) };
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

/** What the store finds for an inquiry under each key. */
async function entriesOfTask({ found }: Task, { entryOf }: AnsweredPeople): Promise<Entry[][]> {
  const lists: Entry[][] = [];
  for (const list of found) {
    const entries: Entry[] = [];
    for (const other of list) entries.push(await entryOf(`lead_${other}`, madePerson(other)));
    lists.push(entries);
  }
  return lists;
}

async function timeSteps(works: readonly Work[]): Promise<void> {
  const answered = answeredPeople();
  for (let batch = 0; batch < STEP_BATCHES; batch++) {
    const fastest = works.map(() => Number.POSITIVE_INFINITY);
    const parts = works.map(({ tasks }) => tasks.slice(batch * STEP_BATCH, (batch + 1) * STEP_BATCH));
    const stocks: Entry[][][] = [];
    for (const task of parts.flat()) stocks.push(await entriesOfTask(task, answered));
    for (let round = 0; round < STEP_ROUNDS; round++) {
      for (const [i, tasks] of parts.entries()) {
        const time = await timeOfStep(tasks, stocks.slice(i * STEP_BATCH), answered);
        fastest[i] = Math.min(fastest[i] ?? time, time);
      }
    }
    for (const [i, work] of works.entries()) work.step += (fastest[i] ?? 0) / STEP_BATCHES;
  }
}

/** The same through the store's adapter and client, as the function does it. */
async function timeOfStep(
  tasks: readonly Task[],
  stock: readonly Entry[][][],
  { people, answers }: AnsweredPeople,
): Promise<number> {
  const began = process.cpuUsage();
  for (const [i, { known }] of tasks.entries()) {
    answers(stock[i] ?? []);
    const own = portray(known);
    const keys = keysOf(own);
    await people.enter({ leadId: 'lead_0', keys, known, organisations: [] }, true);
    for (const other of candidates(await people.under(keys, READ))) suspect(own, portray(other.known, own));
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / tasks.length;
}

function figuresOf({ size, tasks, calls, microseconds, step }: Work): Figure[] {
  const at = `at ${size.toLocaleString('en')} leads`;
  const each = (...names: string[]): string =>
    (names.reduce((sum, name) => sum + (calls.get(name) ?? 0), 0) / tasks.length).toFixed(1);
  return [
    {
      what: `${at}: candidates, most`,
      value: Math.max(...tasks.map(({ others }) => others.length)),
      most: MOST_CANDIDATES,
      gate: true,
      note: `mean ${mean(tasks, ({ others }) => others.length).toFixed(1)}`,
    },
    {
      what: `${at}: queries of an inquiry, mean`,
      value: mean(tasks, readsOf),
      most: 3,
      gate: true,
      note: 'as many entries are written, and one that names them',
    },
    {
      what: `${at}: entries read, most`,
      value: Math.max(...tasks.map(entriesOf)),
      most: 3 * READ,
      gate: true,
      note: `mean ${mean(tasks, entriesOf).toFixed(1)}`,
    },
    {
      what: `${at}: calls per comparison set`,
      value: total(calls) / tasks.length,
      gate: true,
      note: `${each('makeValue')} values made ready, ${each('agreement')} compared, ${each('steps', 'likeness')} spellings held against each other`,
    },
    { what: `${at}: µs per comparison set`, value: microseconds, most: 200, gate: false },
    { what: `${at}: µs of the whole step, but for the network`, value: step, gate: false },
  ];
}

/** The same at every size is the aim: ±10 %. */
function growth(what: string, values: readonly number[]): Figure {
  const value = Math.max(...values) / Math.min(...values);
  return { what: `${what}, most to least of the three sizes`, value, most: 1.1, gate: true };
}

const total = (calls: Calls): number => calls.values().reduce((sum, count) => sum + count, 0);

const readsOf = ({ keys }: Task): number => keys.length;

const entriesOf = ({ found }: Task): number => found.flat().length;

const mean = (tasks: readonly Task[], of: (task: Task) => number): number =>
  tasks.reduce((sum, task) => sum + of(task), 0) / tasks.length;
