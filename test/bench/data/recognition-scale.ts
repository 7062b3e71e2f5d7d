import * as z from 'zod';
import {
  blockKeysBy,
  candidates,
  MOST_CANDIDATES,
  READ_OF_A_KEY as READ,
} from '../../../functions/ingest/rules/identity/block-keys.ts';
import { type Known, portrayBy } from '../../../functions/ingest/rules/identity/portrait.ts';
import { suspectBy } from '../../../functions/ingest/rules/identity/suspect.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { itemSize, readUnits } from '../units.ts';
import { type AnsweredPeople, answeredPeople, type Entry } from './answered-people.ts';
import { type Calls, countCalls } from './calls.ts';
import type { Figure } from './figure.ts';
import { madePerson } from './made-people.ts';
import { worstFigures } from './recognition-worst.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
/** Inquiries that are recognised at each size: four of five from people who are new. */
const INQUIRIES = 1_000;
/** Rounds whose middle one counts, the sizes in turn, so that what else the machine does hits all of them alike. */
const ROUNDS = 41;
/** The whole step takes a hundred times as long: fewer inquiries, in batches whose middle round counts, the sizes in turn. */
const [STEP_BATCHES, STEP_BATCH, STEP_ROUNDS] = [10, 20, 11];
/** Rounds before anything counts: they compile. */
const WARM_UP = 5;

/** The lead whose inquiry is recognised. */
const OWN = 'lead_0_own';

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
  /** Bytes that each query of the timed inquiries read. */
  bytes: number[];
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
    works.push({ size, tasks, calls, microseconds: 0, step: 0, bytes: [] });
  }
  await timeSets(works);
  await timeSteps(works);
  return [
    ...works.flatMap(figuresOf),
    growth(
      'queries and writes per inquiry',
      works.map(({ tasks }) => mean(tasks, readsOf)),
    ),
    growth(
      'read units per inquiry',
      works.map(({ bytes }) => unitsOf(bytes)),
    ),
    growth(
      'processor time of the whole step',
      works.map(({ step }) => step),
    ),
    {
      ...growth(
        'comparing alone, processor time',
        works.map(({ microseconds }) => microseconds),
      ),
      gate: false,
      note: 'a hundredth of the step; what one is compared with are namesakes, who are more among more people',
    },
    {
      what: 'comparing at 1,000,000, share of the whole step',
      value: (works.at(-1)?.microseconds ?? 0) / (works.at(-1)?.step ?? 1),
      gate: false,
    },
    ...worstFigures(),
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
    // One of those that are read is the entry of the inquiry itself.
    const found = keys.map(
      (key) =>
        index
          .get(key)
          ?.slice(1 - READ)
          .reverse() ?? [],
    );
    return { known, keys, found, others: candidates(found).map((other) => madePerson(other)) };
  });
}

/** All that is computed for one inquiry once the store has answered. */
function recognise({ known, others }: Task): void {
  const own = portray(known);
  keysOf(own);
  for (const other of others) suspect(own, portray(other, own));
}

async function timeSets(works: readonly Work[]): Promise<void> {
  const times = await inTurn(works.length, ROUNDS, (i) => (works[i]?.tasks ?? []).forEach(recognise));
  for (const [i, work] of works.entries()) work.microseconds = (times[i] ?? 0) / work.tasks.length;
}

/** Microseconds on the processor that each of some works takes, the middle of many rounds in which each has its turn. */
async function inTurn(count: number, rounds: number, work: (i: number) => unknown): Promise<number[]> {
  const times = Array.from({ length: count }, (): number[] => []);
  for (let round = 0; round < rounds + WARM_UP; round++) {
    for (let turn = 0; turn < count; turn++) {
      const i = (round + turn) % count;
      const began = process.cpuUsage();
      await work(i);
      const { user, system } = process.cpuUsage(began);
      if (round >= WARM_UP) times[i]?.push(user + system);
    }
  }
  return times.map((of) => of.sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0);
}

/** What the store finds for an inquiry under each key: its own entry, and others. */
async function entriesOfTask({ known, found }: Task, { entryOf }: AnsweredPeople): Promise<Entry[][]> {
  const own = await entryOf(OWN, known);
  const lists: Entry[][] = [];
  for (const list of found) {
    const entries: Entry[] = [own];
    for (const other of list) entries.push(await entryOf(`lead_${other}`, madePerson(other)));
    lists.push(entries);
  }
  return lists;
}

async function timeSteps(works: readonly Work[]): Promise<void> {
  const answered = answeredPeople();
  for (let batch = 0; batch < STEP_BATCHES; batch++) {
    const parts = works.map(({ tasks }) => tasks.slice(batch * STEP_BATCH, (batch + 1) * STEP_BATCH));
    const stocks: Entry[][][][] = [];
    for (const [i, part] of parts.entries()) {
      const stock: Entry[][][] = [];
      for (const task of part) stock.push(await entriesOfTask(task, answered));
      works[i]?.bytes.push(...stock.flatMap((lists) => lists.map((list) => sum(list.map(sizeOf)))));
      stocks.push(stock);
    }
    const times = await inTurn(works.length, STEP_ROUNDS, (i) =>
      steps(parts[i] ?? [], stocks[i] ?? [], answered),
    );
    for (const [i, work] of works.entries()) work.step += (times[i] ?? 0) / STEP_BATCH / STEP_BATCHES;
  }
}

/** The same through the store's adapter and client, as the function does it. */
async function steps(
  tasks: readonly Task[],
  stock: readonly Entry[][][],
  { people, answers }: AnsweredPeople,
): Promise<void> {
  for (const [i, { known }] of tasks.entries()) {
    answers(stock[i] ?? []);
    const own = portray(known);
    const keys = keysOf(own);
    await people.enter({ leadId: OWN, keys, known, organisations: [] }, true);
    const found = (await people.under(keys, READ)).map((list) => list.filter(({ leadId }) => leadId !== OWN));
    for (const other of candidates(found)) suspect(own, portray(other.known, own));
  }
}

/** Bytes of an entry as they are charged. */
function sizeOf(entry: Entry): number {
  const item = z.record(z.string(), z.record(z.string(), z.string())).parse(JSON.parse(entry));
  const attributes = Object.entries(item).map(([name, value]) => [
    name,
    value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') },
  ]);
  return itemSize(Object.fromEntries(attributes));
}

/** Read units of an inquiry, out of the bytes of all queries at one size. */
const unitsOf = (bytes: readonly number[]): number =>
  sum(bytes.map((each) => readUnits(each, true))) / (STEP_BATCHES * STEP_BATCH);

function figuresOf({ size, tasks, calls, microseconds, step, bytes }: Work): Figure[] {
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
      note: `mean ${mean(tasks, entriesOf).toFixed(1)}, the own ones among them`,
    },
    {
      what: `${at}: read units of an inquiry, mean`,
      value: unitsOf(bytes),
      most: 3,
      gate: true,
      note: `the largest query ${Math.max(...bytes)} bytes of the 4,096 of a unit`,
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

const entriesOf = ({ found, keys }: Task): number => found.flat().length + keys.length;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const mean = (tasks: readonly Task[], of: (task: Task) => number): number =>
  tasks.reduce((sum, task) => sum + of(task), 0) / tasks.length;
