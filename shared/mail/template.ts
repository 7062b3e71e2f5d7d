/**
 * The text of a mail as an administrator writes it: one text, from which both the plain and the HTML form are made.
 * Paragraphs are parted by an empty line; `# ` begins a heading, `- ` the items of a list, `[label](address)` is a link
 * and alone in its paragraph a button. Variables are mustache's: `{{name}}`, `{{#name}}…{{/name}}`, `{{^name}}…{{/name}}`.
 */
import Mustache, { type TemplateSpans } from 'mustache';
import { nearest } from '../rules/nearest.ts';

export type Span = { text: string } | { label: string; address: string };
export type Block =
  | { kind: 'heading'; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; items: Span[][] }
  | { kind: 'button'; label: string; address: string };

/** What a template may ask for; a condition is false where a text is empty. */
export type Variables = Readonly<Record<string, string | boolean>>;

export interface TemplateProblem {
  /** Line of the text, from 1. */
  line: number;
  message: string;
  suggestion?: string;
}

const LINK = /\[([^[\]\n]+)\]\(([^()\s]+)\)/;
const BUTTON = new RegExp(`^${LINK.source}$`);
/** An address that is written out, or a variable that holds a whole one. */
const ADDRESS = /^(https:\/\/|mailto:|\{\{\w+\}\}$)/;

/** Reads a template. What it holds is only parted here, not filled in, so no value can ever become markup. */
export function parseTemplate(text: string): Block[] {
  return chunks(text).map(({ chunk }) => block(chunk));
}

/**
 * Checks a template without anybody's data.
 * @param names variables that it may use
 * @returns what is wrong, with the line; empty if it can be sent
 */
export function checkTemplate(text: string, names: readonly string[]): TemplateProblem[] {
  return chunks(text).flatMap(({ chunk, line }) =>
    spansOf(block(chunk))
      .flatMap((span) => checkSpan(span, names))
      .map((problem) => ({ line, ...problem })),
  );
}

/** Checks a text of one line, such as a subject. */
export function checkLine(text: string, names: readonly string[]): TemplateProblem[] {
  if (/[\r\n]/.test(text)) return [{ line: 2, message: 'this must be one line' }];
  return checkSource(text, names).map((problem) => ({ line: 1, ...problem }));
}

function chunks(text: string): { chunk: string; line: number }[] {
  const found: { chunk: string; line: number }[] = [];
  let lines: string[] = [];
  const all = text.split(/\r\n?|\n/);
  for (const [index, line] of [...all, ''].entries()) {
    if (line.trim() !== '') {
      lines.push(line.trim());
    } else if (lines.length > 0) {
      found.push({ chunk: lines.join('\n'), line: index + 1 - lines.length });
      lines = [];
    }
  }
  return found;
}

function block(chunk: string): Block {
  const [, label, address] = BUTTON.exec(chunk) ?? [];
  if (label && address) return { kind: 'button', label, address };
  if (chunk.startsWith('# ')) return { kind: 'heading', spans: spans(chunk.slice(2)) };
  const lines = chunk.split('\n');
  if (lines.every((line) => line.startsWith('- '))) {
    return { kind: 'list', items: lines.map((line) => spans(line.slice(2))) };
  }
  return { kind: 'paragraph', spans: spans(chunk) };
}

/** A split by an expression with two groups gives text, label, address, text, label, address, …, text. */
function spans(text: string): Span[] {
  const parts = text.split(LINK);
  const found: Span[] = [];
  for (let i = 0; i < parts.length; i += 3) {
    found.push({ text: parts[i] ?? '' });
    const [label, address] = [parts[i + 1], parts[i + 2]];
    if (label !== undefined && address !== undefined) found.push({ label, address });
  }
  return found;
}

function spansOf(of: Block): Span[] {
  if (of.kind === 'button') return [of];
  return of.kind === 'list' ? of.items.flat() : of.spans;
}

type Problem = Omit<TemplateProblem, 'line'>;

function checkSpan(span: Span, names: readonly string[]): Problem[] {
  if ('text' in span) return checkSource(span.text, names);
  const { label, address } = span;
  if (ADDRESS.test(address)) return [label, address].flatMap((source) => checkSource(source, names));
  return [{ message: `${address} is no address`, suggestion: 'begin it with https:// or mailto:' }];
}

function checkSource(source: string, names: readonly string[]): Problem[] {
  try {
    return checkTokens(Mustache.parse(source), names);
  } catch (error) {
    return [{ message: error instanceof Error ? error.message : String(error) }];
  }
}

function checkTokens(tokens: TemplateSpans, names: readonly string[]): Problem[] {
  return tokens.flatMap((token) => {
    const [type, name] = token;
    switch (type) {
      case 'text':
      case '!':
        return [];
      case 'name':
        return checkName(name, names);
      case '#':
      case '^':
        return [...checkName(name, names), ...checkTokens(Array.isArray(token[4]) ? token[4] : [], names)];
      default:
        return [{ message: `{{${type}${name}}} cannot be used in a mail` }];
    }
  });
}

function checkName(name: string, names: readonly string[]): Problem[] {
  if (names.includes(name)) return [];
  const meant = nearest(name, names);
  const suggestion = meant ? `did you mean ${meant}?` : `use one of ${names.join(', ')}`;
  return [{ message: `there is no variable ${name}`, suggestion }];
}
