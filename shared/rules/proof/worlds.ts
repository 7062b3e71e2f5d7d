import type { Lead } from '../../domain/lead.ts';
import { type ConditionFacts, conditionFacts, declaredFacts } from '../condition-facts.ts';
import type { Atom } from './atoms.ts';
import { casesOf, type FactValue } from './cases.ts';

/** The cases of one fact that atoms tell apart: a value, and what each of its atoms says of it. */
interface Variable {
  fact: string;
  cases: readonly { value: FactValue; says: ReadonlyMap<number, boolean> }[];
}

/** A lead of which nothing is known. */
const nobody: Lead = {
  id: '',
  version: 0,
  seq: 0,
  createdAt: '',
  updatedAt: '',
  state: 'received',
  stateSince: '',
  class: null,
  stage: null,
  facts: {},
  extra: {},
  score: null,
  pool: null,
  owner: null,
  assignment: null,
  passedOver: [],
  clocks: [],
  round: 0,
  inquiries: [],
  consents: {},
  organisation: null,
  orders: [],
  reason: null,
  contactedAt: null,
};

/** One kind of lead: a value for each fact that is asked, and what follows for each atom. */
export interface World {
  facts: Readonly<Record<string, FactValue>>;
  atoms: readonly boolean[];
}

/** Kinds of leads that are looked at at most; 300,000 are done within seconds. */
const MOST = 300_000;

/** Values that are sure for some facts where the rules are asked, such as the state of a lead that is routed. */
export type Given = Readonly<Record<string, readonly string[]>>;

/**
 * All kinds of leads that the atoms tell apart. An atom whose cases cannot be listed is taken to be true or false at will,
 * so there may be worlds too many, never too few.
 * @returns null where there are too many
 */
export function worldsOf(atoms: readonly Atom[], given: Given): Iterable<World> | null {
  const knownNames = atoms.flatMap(({ fact, asks }) =>
    fact === 'lead.known' ? asks.constants.map(String) : [],
  );
  const byFact = Map.groupBy(atoms.keys(), (index) => atoms[index]?.fact ?? null);
  const variables: Variable[] = [];
  const free = [...(byFact.get(null) ?? [])];
  for (const [fact, indices] of byFact) {
    if (fact === null) continue;
    const variable = variableOf(fact, indices, { atoms, given, mayBeUnknown: knownNames.length > 0 });
    if (variable) variables.push(variable);
    else free.push(...indices);
  }
  const count = variables.reduce((product, { cases }) => product * cases.length, 2 ** free.length);
  return count > MOST ? null : combined(variables, free, { count: atoms.length, knownNames });
}

function variableOf(
  fact: string,
  indices: readonly number[],
  { atoms, given, mayBeUnknown }: { atoms: readonly Atom[]; given: Given; mayBeUnknown: boolean },
): Variable | null {
  const own = indices.flatMap((index) => atoms[index] ?? []);
  const values = casesOf(fact, own)?.filter((value) => given[fact]?.includes(String(value)) ?? true);
  if (!values) return null;
  const cases = new Map<string, Variable['cases'][number]>();
  for (const value of values) {
    const facts = factsOf({ [fact]: value });
    const says = new Map(indices.map((index) => [index, atoms[index]?.test?.(facts) ?? false]));
    const key = `${[...says.values()].join()}${mayBeUnknown && isBlank(value)}`;
    if (!cases.has(key)) cases.set(key, { value, says });
  }
  return { fact, cases: [...cases.values()] };
}

const isBlank = (value: FactValue): boolean =>
  value === '' || value === 0 || value === 'unknown' || (Array.isArray(value) && value.length === 0);

function* combined(
  variables: readonly Variable[],
  free: readonly number[],
  { count, knownNames }: { count: number; knownNames: readonly string[] },
): Iterable<World> {
  const picks = [...variables.map(({ cases }) => cases.length), ...free.map(() => 2)];
  const pick = picks.map(() => 0);
  for (;;) {
    const world = worldOf(variables, free, { pick, count });
    if (possible(world, knownNames)) yield world;
    let place = 0;
    while (place < picks.length && (pick[place] ?? 0) + 1 === picks[place]) pick[place++] = 0;
    if (place === picks.length) return;
    pick[place] = (pick[place] ?? 0) + 1;
  }
}

function worldOf(
  variables: readonly Variable[],
  free: readonly number[],
  { pick, count }: { pick: readonly number[]; count: number },
): World {
  const facts: Record<string, FactValue> = {};
  const atoms: boolean[] = new Array(count).fill(false);
  for (const [i, { fact, cases }] of variables.entries()) {
    const chosen = cases[pick[i] ?? 0];
    if (!chosen) continue;
    facts[fact] = chosen.value;
    for (const [index, is] of chosen.says) atoms[index] = is;
  }
  for (const [i, index] of free.entries()) atoms[index] = pick[variables.length + i] === 1;
  return { facts, atoms };
}

/** A fact with a value is known, and a text without one is not; a number may be known to be 0. */
function possible({ facts }: World, asked: readonly string[]): boolean {
  const known = facts['lead.known'];
  if (!Array.isArray(known)) return true;
  return asked.every((name) => {
    const value = facts[`lead.${name}`];
    if (value === undefined) return true;
    if (!isBlank(value)) return known.includes(name);
    return typeof value === 'number' || !known.includes(name);
  });
}

/** Facts for a real condition: those of a world, and nothing known beside them. */
export function factsOf(facts: World['facts']): ConditionFacts {
  const filled = conditionFacts(nobody);
  for (const [path, value] of Object.entries(facts)) {
    const [scope = '', name = ''] = path.split('.');
    if (isScope(scope)) Object.assign(filled[scope], { [name]: value });
  }
  return filled;
}

function isScope(name: string): name is keyof ConditionFacts {
  return Object.hasOwn(declaredFacts, name);
}
