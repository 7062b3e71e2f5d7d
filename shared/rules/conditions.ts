import { type ASTNode, Environment, ParseError, TypeError as TypeFailure } from '@marcbachmann/cel-js';
import * as z from 'zod';
import { Fault } from '../domain/faults.ts';
import { type ConditionFacts, declaredFacts } from './condition-facts.ts';
import { mentions } from './mentions.ts';
import { nearest } from './nearest.ts';

export { type AskedInquiry, type ConditionFacts, conditionFacts } from './condition-facts.ts';

export type CompiledCondition =
  | { ok: true; test: (facts: ConditionFacts) => boolean }
  /** `at` is the place in the text (characters from its start). */
  | { ok: false; message: string; suggestion?: string; at?: number };

/** Characters of a condition: a rule that needs more is two rules. */
const maxLength = 600;
const limits = { maxAstNodes: 300, maxDepth: 20, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 4 };

/** All that a condition may call. Everything else can fail, or work without bound (`matches`), while it is evaluated. */
const callable = [
  'size',
  'contains',
  'startsWith',
  'endsWith',
  'lowerAscii',
  'mentions',
  'between',
  'exists',
  'all',
];
const macros = ['exists', 'all'];
const operators = ['value', 'id', '.', 'call', 'rcall', 'list', '?:', '||', '&&', '!_', '-_', 'in']
  .concat(['==', '!=', '<', '<=', '>', '>='])
  .concat(['+', '-', '*']);

/** Numbers are doubles; whole numbers in a condition are BigInts and must meet them. */
function environment(): Environment {
  const celEnvironment = new Environment({ unlistedVariablesAreDyn: false, limits })
    .registerFunction('string.mentions(list<string>): bool', mentions)
    .registerFunction('string.between(string, string): bool', between)
    .registerOperator('double == int', (left: number, right: bigint) => left === Number(right))
    .registerOperator('double + int', (left: number, right: bigint) => left + Number(right))
    .registerOperator('double - int', (left: number, right: bigint) => left - Number(right))
    .registerOperator('double * int', (left: number, right: bigint) => left * Number(right));
  for (const [name, schema] of Object.entries(declaredFacts))
    celEnvironment.registerVariable(name, { schema });
  return celEnvironment;
}

const cel = environment();

/** True for a postcode from one to another, both included; one of another length belongs to another country. */
function between(postcode: string, from: string, to: string): boolean {
  return postcode.length === from.length && from <= postcode && postcode <= to;
}

/**
 * Reads a condition written in CEL and checks it against the declared facts.
 * @returns a test that gives the same answer for the same facts, or what is wrong with the text, where, and what to write instead
 */
export function compileCondition(text: string): CompiledCondition {
  const known = compiled.get(text);
  if (known) return known;
  const fresh = compile(text);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(text, fresh);
  return fresh;
}

const maxCompiled = 1000;
const compiled = new Map<string, CompiledCondition>();

function compile(text: string): CompiledCondition {
  if (text.length > maxLength)
    return { ok: false, message: `longer than ${maxLength} characters`, suggestion: 'make it two rules' };
  try {
    const parsed = cel.parse(text);
    const refused = refusedPart(parsed.ast, false);
    if (refused) return refused;
    const { valid, type, error } = parsed.check();
    if (!valid) return failure(error);
    if (type !== 'bool')
      return { ok: false, message: `gives a ${spoken(type ?? '')}, not true or false`, at: 0 };
    return { ok: true, test: tested(text, parsed) };
  } catch (error) {
    return failure(error);
  }
}

/** The syntax tree of a condition that compiles; null for one that does not. */
export function syntaxOf(text: string): ASTNode | null {
  return compileCondition(text).ok ? cel.parse(text).ast : null;
}

function tested(
  text: string,
  evaluate: (facts: ConditionFacts) => unknown,
): (facts: ConditionFacts) => boolean {
  return (facts) => {
    try {
      return evaluate(facts) === true;
    } catch (cause) {
      throw new Fault('condition-failed', { retryable: false, cause, detail: text });
    }
  };
}

function refusedPart(node: ASTNode, inMacro: boolean): CompiledCondition | null {
  const at = node.start;
  if (!operators.includes(node.op))
    return { ok: false, message: `${node.op} cannot be used in a condition`, at };
  const name = calledName(node);
  if (name !== null && !callable.includes(name)) {
    return {
      ok: false,
      message: `${name} cannot be used in a condition`,
      suggestion: `use one of ${callable.join(', ')}`,
      at,
    };
  }
  const isMacro = name !== null && macros.includes(name);
  if (isMacro && inMacro) return { ok: false, message: `${name} cannot be used inside exists or all`, at };
  for (const part of parts(node)) {
    const refused = refusedPart(part, inMacro || isMacro);
    if (refused) return refused;
  }
  return null;
}

function calledName(node: ASTNode): string | null {
  return node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
}

function parts(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '!_':
    case '-_':
      return [node.args];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return [...node.args];
  }
}

const factNames = Object.entries(declaredFacts).flatMap(([scope, facts]) => [scope, ...Object.keys(facts)]);

function failure(error: unknown): CompiledCondition {
  if (!(error instanceof TypeFailure || error instanceof ParseError))
    return { ok: false, message: String(error) };
  const unknown = /^(?:No such key|Unknown variable): (.+)$/.exec(error.summary)?.[1];
  const meant = unknown ? nearest(unknown, factNames) : null;
  return {
    ok: false,
    message: unknown ? `there is no fact ${unknown}` : spoken(error.summary),
    ...(meant ? { suggestion: `did you mean ${meant}?` } : {}),
    ...(error.range ? { at: error.range.start } : {}),
  };
}

/** The library's words for types, as people say them. */
function spoken(message: string): string {
  return message
    .replaceAll('no such overload', 'these do not fit together')
    .replaceAll(/\b(?:double|int)\b/g, 'number')
    .replaceAll(/\bstring\b/g, 'text')
    .replaceAll(/\bbool\b/g, 'true or false');
}

/** A condition inside a rule document: one that does not compile is an error of the document, with its place. */
export const Condition = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const result = compileCondition(text);
    if (result.ok) return;
    const place = result.at === undefined ? '' : `, at character ${result.at + 1}`;
    context.addIssue({
      code: 'custom',
      message: `${result.message}${place}`,
      params: { suggestion: result.suggestion },
    });
  });

/**
 * Tells whether a condition of an accepted document holds.
 * @throws Fault `condition-broken` if it does not compile: documents are parsed with `Condition`, so this is a bug
 */
export function holds(text: string, facts: ConditionFacts): boolean {
  const condition = compileCondition(text);
  if (!condition.ok)
    throw new Fault('condition-broken', { retryable: false, detail: `${text}: ${condition.message}` });
  return condition.test(facts);
}
