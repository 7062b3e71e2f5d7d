import {
  blockKeysBy,
  candidates,
  MOST_CANDIDATES,
} from '../../../functions/ingest/rules/identity/block-keys.ts';
import { judgeBy } from '../../../functions/ingest/rules/identity/judge.ts';
import { type Known, portrayBy } from '../../../functions/ingest/rules/identity/portrait.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Figure } from './figure.ts';
import { madePerson } from './made-people.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
/** Inquiries that are recognised at each size: four of five from people who are new. */
const INQUIRIES = 1_000;
/** What is asked for under each key: the newest, and one more that may be the lead itself. */
const READ = MOST_CANDIDATES + 1;
/** Rounds of which the fastest counts: the first ones also compile. */
const ROUNDS = 3;

const { document } = defaultDocument('identity');
const portray = portrayBy(document);
const keysOf = blockKeysBy(document);
const judge = judgeBy(document);

/** The newest people under each key, by number: all that a query of the store can give. */
type Index = Map<string, number[]>;

interface Work {
  compared: number[];
  reads: number[];
  entries: number[];
  microseconds: number;
}

/**
 * What recognising one inquiry costs at three sizes of the stock: people made by seed, of whom the index keeps the newest of
 * each key, as a query gives them. The store is not measured, but what is asked of it: queries, entries read and written.
 */
export function scaleFigures(): Figure[] {
  const index: Index = new Map();
  const found: Work[] = [];
  let entered = 0;
  for (const size of SIZES) {
    for (; entered < size; entered++) enter(index, entered);
    found.push(workAt(index, size));
  }
  const requests = found.map(({ reads }) => mean(reads));
  return [
    ...SIZES.flatMap((size, i) => figuresAt(size, found[i])),
    {
      what: 'queries and writes per inquiry, most to least of the three sizes',
      value: Math.max(...requests) / Math.min(...requests),
      most: 1.1,
      gate: true,
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

function workAt(index: Index, size: number): Work {
  const inquiries = Array.from({ length: INQUIRIES }, (_, i) =>
    madePerson(i % 5 === 0 ? Math.floor((i / INQUIRIES) * size) : 2_000_000_000 + i),
  );
  const sets = inquiries.map((known) => {
    const keys = keysOf(portray(known));
    const found = keys.map((key) => index.get(key)?.slice(-READ).reverse() ?? []);
    return {
      known,
      others: candidates(found).map((other): Known => madePerson(other)),
      reads: keys.length,
      entries: found.reduce((sum, list) => sum + list.length, 0),
    };
  });
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = process.cpuUsage();
    for (const { known, others } of sets) {
      const own = portray(known);
      keysOf(own);
      for (const other of others) judge(own, portray(other));
    }
    const { user, system } = process.cpuUsage(began);
    fastest = Math.min(fastest, user + system);
  }
  return {
    compared: sets.map(({ others }) => others.length),
    reads: sets.map(({ reads }) => reads),
    entries: sets.map(({ entries }) => entries),
    microseconds: fastest / INQUIRIES,
  };
}

function figuresAt(size: number, work: Work | undefined): Figure[] {
  if (!work) return [];
  const at = `at ${size.toLocaleString('en')} leads`;
  const compared = mean(work.compared).toFixed(1);
  return [
    {
      what: `${at}: candidates, most`,
      value: Math.max(...work.compared),
      most: MOST_CANDIDATES,
      gate: true,
      note: `mean ${compared}`,
    },
    {
      what: `${at}: queries of an inquiry, mean`,
      value: mean(work.reads),
      most: 3,
      gate: true,
      note: 'as many entries are written, and one that names them',
    },
    {
      what: `${at}: entries read, most`,
      value: Math.max(...work.entries),
      most: 3 * READ,
      gate: true,
      note: `mean ${mean(work.entries).toFixed(1)}`,
    },
    { what: `${at}: µs per comparison set`, value: work.microseconds, most: 200, gate: false },
  ];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
