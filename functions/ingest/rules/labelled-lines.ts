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
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const [, label, value = ''] = LABELLED.exec(line.trim().replace(/\s+/g, ' ')) ?? [];
    const field = label ? fieldOf(label) : null;
    if (label && (field || (start >= 0 && !isProse(open)))) {
      if (field) known.add(field);
      if (start < 0) start = lines.slice(0, at).filter((each) => each.trim() !== '').length;
      open = label;
      if (fields[label] === undefined && !/^(?:__proto__|constructor|prototype)$/.test(label))
        fields[label] = value.trim();
    } else if (open !== null && !/^[-_=*\s]*$/.test(line)) append(fields, open, line);
    else if (/^[-_=*]{3,}\s*$/.test(line)) open = null;
  }
  const named = ['email', 'phone', 'name', 'lastName'].some((field) => known.has(field));
  return known.size >= LEAST_LABELS && named && start <= LATEST_START ? fields : null;
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
