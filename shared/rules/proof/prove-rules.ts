import { holds } from '../conditions.ts';
import { Atoms, type Formula } from './atoms.ts';
import type { FactValue } from './cases.ts';
import { factsOf, type Given, type World, worldsOf } from './worlds.ts';

/** One rule of a list in which the first that holds decides. */
export interface OrderedRule {
  id: string;
  when: string;
  /** What follows from it; two rules with the same outcome may overlap as they like. */
  outcome: string;
}

/** Facts of a lead that show it, by name: `{ 'lead.country': 'DE' }`; what is not named is unknown. */
type ExampleFacts = Readonly<Record<string, FactValue>>;

/** What is noteworthy about a list of rules. */
export type ProofFinding =
  /** Nobody can be so. */
  | { kind: 'contradiction'; rule: string }
  /** Whoever is so was caught by rules before it. */
  | { kind: 'unreachable'; rule: string; by: string[]; example: ExampleFacts }
  /** Both hold and say something else: the first decides. */
  | { kind: 'overlap'; rule: string; with: string; example: ExampleFacts }
  /** No rule holds: what stands behind the list decides. */
  | { kind: 'gap'; example: ExampleFacts };

export interface Proof {
  findings: ProofFinding[];
  /** Conditions about which less can be said, and why; empty where the list is proven as a whole. */
  notProven: { rule: string; why: string }[];
}

/**
 * Proves what a list of rules does to every lead there can be: comparisons, lists, beginnings and ranges are taken apart into
 * the cases that they tell apart, and all combinations are looked at. A rule said to be unreachable is; an overlap or a gap is
 * only told with an example that the conditions themselves confirm.
 */
export function proveRules(rules: readonly OrderedRule[], given: Given = {}): Proof {
  const atoms = new Atoms();
  const formulas = rules.map(({ when }) => atoms.formulaOf(when));
  const notProven = rules.flatMap(({ id }, i) => {
    const unknown = partsOf(formulas[i]).filter((atom) => atoms.all[atom]?.fact === null);
    const [first] = unknown.flatMap((atom) => atoms.all[atom]?.text ?? []);
    return first === undefined ? [] : [{ rule: id, why: `the cases of ${first} cannot be listed` }];
  });
  const worlds = worldsOf(atoms.all, given);
  if (!worlds) {
    const why = 'too many different facts are asked together';
    return { findings: [], notProven: rules.map(({ id }) => ({ rule: id, why })) };
  }
  const seen = new Sightings(rules);
  for (const world of worlds)
    seen.look(
      world,
      formulas.map((formula) => isTrue(formula, world.atoms)),
    );
  return { findings: seen.findings(), notProven };
}

function partsOf(formula: Formula | undefined): number[] {
  switch (formula?.kind) {
    case 'atom':
      return [formula.atom];
    case 'not':
      return partsOf(formula.of);
    case 'and':
    case 'or':
      return [...partsOf(formula.left), ...partsOf(formula.right)];
    default:
      return [];
  }
}

function isTrue(formula: Formula, atoms: readonly boolean[]): boolean {
  switch (formula.kind) {
    case 'atom':
      return atoms[formula.atom] ?? false;
    case 'constant':
      return formula.is;
    case 'not':
      return !isTrue(formula.of, atoms);
    case 'and':
      return isTrue(formula.left, atoms) && isTrue(formula.right, atoms);
    case 'or':
      return isTrue(formula.left, atoms) || isTrue(formula.right, atoms);
  }
}

/** What was seen of each rule in the worlds looked at so far. */
class Sightings {
  readonly #rules: readonly OrderedRule[];
  /** Rules that decide somewhere. */
  readonly #deciding = new Set<number>();
  /** Where a rule holds: an example, and the rules that decide there. */
  readonly #holding = new Map<number, { example: ExampleFacts; first: Set<number> }>();
  readonly #overlaps = new Map<string, { rule: number; other: number; example: ExampleFacts }>();
  #gap: ExampleFacts | null = null;

  constructor(rules: readonly OrderedRule[]) {
    this.#rules = rules;
  }

  look({ facts }: World, hold: readonly boolean[]): void {
    const holding = hold.flatMap((is, index) => (is ? [index] : []));
    const [first] = holding;
    if (first === undefined) {
      if (!this.#gap && this.#confirmed(facts, [])) this.#gap = facts;
      return;
    }
    this.#deciding.add(first);
    for (const index of holding) {
      const known = this.#holding.get(index);
      if (known) known.first.add(first);
      else this.#holding.set(index, { example: facts, first: new Set([first]) });
    }
    for (const other of holding.slice(1)) this.#overlap(first, other, facts);
  }

  #overlap(rule: number, other: number, example: ExampleFacts): void {
    const key = `${rule} ${other}`;
    if (this.#overlaps.has(key) || this.#rules[rule]?.outcome === this.#rules[other]?.outcome) return;
    if (this.#confirmed(example, [rule, other])) this.#overlaps.set(key, { rule, other, example });
  }

  /** The conditions themselves say that these rules hold; with none named, that none does. */
  #confirmed(facts: ExampleFacts, wanted: readonly number[]): boolean {
    const known = factsOf(facts);
    if (wanted.length === 0) return !this.#rules.some(({ when }) => holds(when, known));
    return wanted.every((index) => holds(this.#rules[index]?.when ?? 'false', known));
  }

  findings(): ProofFinding[] {
    const name = (index: number) => this.#rules[index]?.id ?? '';
    const dead = this.#rules.flatMap((_, index): ProofFinding[] => {
      const held = this.#holding.get(index);
      if (!held) return [{ kind: 'contradiction', rule: name(index) }];
      if (this.#deciding.has(index)) return [];
      const by = [...held.first].sort((a, b) => a - b).map(name);
      return [{ kind: 'unreachable', rule: name(index), by, example: held.example }];
    });
    const overlaps = [...this.#overlaps.values()]
      .sort((a, b) => a.rule - b.rule || a.other - b.other)
      .map(({ rule, other, example }): ProofFinding => {
        return { kind: 'overlap', rule: name(rule), with: name(other), example };
      });
    return [...dead, ...overlaps, ...(this.#gap ? [{ kind: 'gap' as const, example: this.#gap }] : [])];
  }
}
