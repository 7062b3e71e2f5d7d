import type { ASTNode } from '@marcbachmann/cel-js';
import { type CompiledCondition, compileCondition, syntaxOf } from '../conditions.ts';

/** The test of a compiled condition. */
type Test = Extract<CompiledCondition, { ok: true }>['test'];

/** A smallest part of a condition that is true or false. */
export interface Atom {
  text: string;
  /** What it asks: `lead.country`. Null where it asks several facts, or in a way whose cases cannot be listed. */
  fact: string | null;
  /** How it asks, with the constants, so that the cases of its fact can be listed. */
  asks: { how: 'value' | 'prefix' | 'range' | 'member'; constants: readonly (string | number)[] };
  test: Test | null;
}

/** A condition as atoms joined by and, or, not. */
export type Formula =
  | { kind: 'atom'; atom: number }
  | { kind: 'constant'; is: boolean }
  | { kind: 'not'; of: Formula }
  | { kind: 'and' | 'or'; left: Formula; right: Formula };

/** Takes conditions apart; the same atom in several conditions is one. */
export class Atoms {
  readonly all: Atom[] = [];
  readonly #known = new Map<string, number>();

  /** @param condition one that compiles */
  formulaOf(condition: string): Formula {
    const node = syntaxOf(condition);
    if (!node) throw new Error(`does not compile: ${condition}`);
    return this.#formula(node);
  }

  #formula(node: ASTNode): Formula {
    switch (node.op) {
      case '&&':
      case '||':
        return {
          kind: node.op === '&&' ? 'and' : 'or',
          left: this.#formula(node.args[0]),
          right: this.#formula(node.args[1]),
        };
      case '!_':
        return { kind: 'not', of: this.#formula(node.args) };
      case '?:': {
        const [asked, yes, no] = node.args.map((part) => this.#formula(part));
        if (!asked || !yes || !no) throw new Error('a choice has three parts');
        const then: Formula = { kind: 'and', left: asked, right: yes };
        return {
          kind: 'or',
          left: then,
          right: { kind: 'and', left: { kind: 'not', of: asked }, right: no },
        };
      }
      case 'value':
        return { kind: 'constant', is: node.args === true };
      default:
        return { kind: 'atom', atom: this.#atom(node) };
    }
  }

  #atom(node: ASTNode): number {
    const text = node.input.slice(node.range.start, node.range.end);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const compiled = compileCondition(text);
    const asked = compiled.ok ? askedBy(node) : null;
    this.all.push({
      text,
      fact: asked?.fact ?? null,
      asks: asked?.asks ?? { how: 'value', constants: [] },
      test: compiled.ok ? compiled.test : null,
    });
    this.#known.set(text, this.all.length - 1);
    return this.all.length - 1;
  }
}

type Asked = { fact: string; asks: Atom['asks'] };

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

/** What an atom asks of which fact, where all its cases can be listed. */
function askedBy(node: ASTNode): Asked | null {
  if (node.op === '.') return null;
  if (node.op === 'rcall') return askedByCall(node.args);
  if (node.op === 'in') return askedByIn(node.args);
  if (!comparisons.includes(node.op) || !Array.isArray(node.args)) return null;
  const [left, right] = node.args;
  if (!isNode(left) || !isNode(right)) return null;
  const fact = factOf(left) ?? factOf(right);
  const constant = constantOf(right) ?? constantOf(left);
  return fact !== null && constant !== null ? { fact, asks: { how: 'value', constants: [constant] } } : null;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

function askedByIn([left, right]: readonly [ASTNode, ASTNode]): Asked | null {
  const [listed, member] = [factOf(right), constantOf(left)];
  if (listed !== null && member !== null)
    return { fact: listed, asks: { how: 'member', constants: [member] } };
  const fact = factOf(left);
  if (fact === null || right.op !== 'list') return null;
  const constants = right.args.flatMap((item) => constantOf(item) ?? []);
  return constants.length === right.args.length ? { fact, asks: { how: 'value', constants } } : null;
}

function askedByCall([name, of, given]: readonly [string, ASTNode, ASTNode[]]): Asked | null {
  const fact = factOf(of);
  if (fact === null) return null;
  if (name === 'exists') return askedByExists(fact, given);
  const constants = given.flatMap((item) => constantOf(item) ?? []);
  if (constants.length !== given.length) return null;
  if (name === 'startsWith') return { fact, asks: { how: 'prefix', constants } };
  return name === 'between' ? { fact, asks: { how: 'range', constants } } : null;
}

/** `lead.products.exists(p, p == "demo")` is another way to say `"demo" in lead.products`. */
function askedByExists(fact: string, [variable, body]: readonly ASTNode[]): Asked | null {
  if (variable?.op !== 'id' || body?.op !== '==') return null;
  const sides = body.args;
  const constant = sides.map(constantOf).find((value) => value !== null);
  const isVariable = sides.some((side) => side.op === 'id' && side.args === variable.args);
  return isVariable && constant !== undefined && constant !== null
    ? { fact, asks: { how: 'member', constants: [constant] } }
    : null;
}

function factOf(node: ASTNode): string | null {
  if (node.op !== '.') return null;
  const [of, name] = node.args;
  return of.op === 'id' ? `${of.args}.${name}` : null;
}

function constantOf(node: ASTNode): string | number | null {
  if (node.op === '-_') {
    const value = constantOf(node.args);
    return typeof value === 'number' ? -value : null;
  }
  if (node.op !== 'value') return null;
  if (typeof node.args === 'bigint') return Number(node.args);
  return typeof node.args === 'string' || typeof node.args === 'number' ? node.args : null;
}
