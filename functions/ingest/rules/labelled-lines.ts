import { fieldOf } from './field-names.ts';
import type { Fields } from './gather-fields.ts';

const LABELLED = /^[*_•-]{0,3} ?(\p{L}[\p{L}\d ./()'-]{0,60}?) ?[*_]{0,2} ?[:=] ?[*_]{0,2} ?(.*)$/u;
/** Fewer known labels are a letter with a signature. */
const LEAST_LABELS = 3;
/** The notice of a form begins with its fields, but for a heading. */
const LATEST_START = 6;

/**
 * Reads the notice that a web form sends by mail: `Name: …`, `Telefon: …`, one field a line, long texts over several.
 * @returns null where the mail is a letter
 */
export function readLabelledLines(text: string): Fields | null {
  const fields: Fields = {};
  const known = new Set<string>();
  let open: string | null = null;
  let start = -1;
  const lines = inPairs(text.split('\n'));
  for (const [at, line] of lines.entries()) {
    const [, label, value = ''] = LABELLED.exec(line.trim().replace(/\s+/g, ' ')) ?? [];
    const field = label ? fieldOf(label) : null;
    const sender = label && start < 0 ? senderIn(label, value) : null;
    if (sender) {
      Object.assign(fields, sender);
      for (const name in sender) known.add(name);
      start = lines.slice(0, at).filter((each) => each.trim() !== '').length;
    } else if (label && (field || (start >= 0 && !isProse(open)))) {
      if (field) known.add(field);
      if (start < 0) start = lines.slice(0, at).filter((each) => each.trim() !== '').length;
      open = label;
      if (fields[label] === undefined && !/^(?:__proto__|constructor|prototype)$/.test(label))
        fields[label] = value.trim();
    } else if (open !== null && !/^[-_=*\s]*$/.test(line)) append(fields, open, line);
    else if (/^[-_=*]{3,}\s*$|^--\s*$/.test(line)) open = null;
  }
  const named = ['email', 'phone', 'name', 'lastName'].some((field) => known.has(field));
  return known.size >= LEAST_LABELS && named && start <= LATEST_START ? fields : null;
}

/** `Von: Anna Berg <anna@firma.example>`, with which Contact Form 7 begins: who filled the form in. */
function senderIn(label: string, value: string): { name?: string; email: string } | null {
  if (!/^(?:von|from|de)$/i.test(label)) return null;
  const [, before = '', email] =
    /^([^<>@]{0,100}?)\s?<?([^\s<>@]{1,64}@[^\s<>@]{1,255})>?$/.exec(value.trim()) ?? [];
  if (!email) return null;
  const name = before.replace(/["']/g, '').trim();
  return name === '' ? { email } : { name, email };
}

/**
 * The notice of a form as a table: each name stands alone above what was answered. Written as `name: answer`; lines that are
 * no such notice stay as they are.
 */
function inPairs(lines: readonly string[]): readonly string[] {
  const fieldIn = (line: string) =>
    line.length > 60 ? null : fieldOf(line.trim().replace(/[:*]{1,3}$/, ''));
  const fields = new Set(lines.map(fieldIn).filter((field) => field !== null));
  const reached = fields.has('email') || fields.has('phone');
  if (fields.size < LEAST_LABELS || !reached || lines.some(hasLabelAndValue)) return lines;
  const pairs: string[] = [];
  let open: { label: string; value: string[] } | null = null;
  const close = () => {
    if (open) pairs.push(`${open.label}: ${open.value.join('\n')}`);
    open = null;
  };
  for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
    const field = fieldIn(line);
    const isLabel: boolean =
      open === null ? field !== null : field !== null || (open.value.length > 0 && !isProse(open.label));
    if (!isLabel && open === null) pairs.push(line);
    else if (!isLabel) open?.value.push(line);
    else {
      close();
      open = { label: labelOf(line), value: [] };
    }
  }
  close();
  return pairs.join('\n').split('\n');
}

/** A question as a name: `Woher kennen Sie uns?`. */
const labelOf = (line: string): string =>
  line
    .replace(/[^\p{L}\d ./()'-]+/gu, ' ')
    .slice(0, 60)
    .trim();

function hasLabelAndValue(line: string): boolean {
  const [, label, value = ''] = LABELLED.exec(line.trim()) ?? [];
  return label !== undefined && value !== '' && fieldOf(label) !== null;
}

/** Whether a field holds free text, in which a word with a colon is no label. */
function isProse(label: string | null): boolean {
  const field = label === null ? null : fieldOf(label);
  return field === 'message';
}

function append(fields: Fields, label: string, line: string): void {
  const old = fields[label];
  if (typeof old === 'string') fields[label] = old === '' ? line.trim() : `${old}\n${line}`;
}
