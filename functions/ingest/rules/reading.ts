import type { Facts, Finding } from '../../../shared/domain/facts.ts';
import type { FindingCode, IntakeDocument } from '../../../shared/rules/intake.ts';
import type { FieldName } from './field-names.ts';
import { finding } from './findings.ts';
import { type Gathered, meets } from './gather-fields.ts';
import { saysNothing } from './synonyms.ts';
import { hasNotMeant, line } from './text.ts';

/** Under which rules, when and for whom something is read. */
export interface ReadingContext {
  intake: IntakeDocument;
  /** ISO instant. */
  now: string;
  /** Language of the messages to the sender. */
  language: 'de' | 'en';
}

/** What is known so far of an inquiry that is being read. */
export interface Reading {
  readonly said: Gathered;
  readonly context: ReadingContext;
  readonly facts: Facts;
  readonly findings: Finding[];
}

export function report(reading: Reading, field: string, code: FindingCode): void {
  reading.findings.push(finding(field, code, reading.context));
}

/** Leaves what was said beside the facts, so that a person can make sense of it, and says why. */
export function setAside(reading: Reading, field: FieldName, code: FindingCode): void {
  const value = reading.said.fields[field];
  if (value !== undefined) reading.said.extra[field] ??= value;
  report(reading, field, code);
}

/** Of a value that was put right so much is shown, in characters. */
const MOST_SHOWN = 200;

/** Says that a value was put right, and shows it before and after. */
export function corrected(field: string, before: string, after: string, context: ReadingContext): Finding {
  const shown = { before: before.slice(0, MOST_SHOWN), after: after.slice(0, MOST_SHOWN) };
  return { ...finding(field, 'corrected', context), ...shown };
}

/** The same for a value that is being read; once for each field. */
export function reportCorrected(reading: Reading, field: string, before: string, after: string): void {
  if (reading.findings.some((each) => each.field === field && each.code === 'corrected')) return;
  reading.findings.push(corrected(field, before, after, reading.context));
}

/** What was said under a field as one line of text; undefined if nothing was, or nothing that fits the field. */
export function textOf(reading: Reading, field: FieldName): string | undefined {
  const value = fitting(reading, field);
  const text = typeof value === 'string' ? line(value) : undefined;
  if (text === undefined || text === '' || saysNothing(text)) return undefined;
  if (typeof value === 'string' && hasNotMeant(value)) reportCorrected(reading, field, value, text);
  return text;
}

/** What was said under a field that may have several lines, these with a comma between them. */
export function linesOf(reading: Reading, field: FieldName): string | undefined {
  const value = fitting(reading, field);
  const lines =
    typeof value === 'string'
      ? value
          .split(/[\r\n]+/)
          .map(line)
          .filter(Boolean)
      : [];
  const text = lines.join(', ').replace(/,(?=,)/g, '');
  return text === '' || saysNothing(text) ? undefined : text;
}

/** What was said under a field if it meets the field's schema; otherwise it is set aside with a finding. */
export function fitting(reading: Reading, field: FieldName): unknown {
  const value = reading.said.fields[field];
  if (value === undefined) return undefined;
  const fit = meets(field, value);
  if (fit === 'yes') return value;
  setAside(reading, field, fit === 'too-long' ? 'too-long' : 'field-unreadable');
  return undefined;
}
