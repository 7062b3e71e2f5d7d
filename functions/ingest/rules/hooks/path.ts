import { isPlainObject, type Plain, plainValue } from '../plain-values.ts';

/**
 * What lies at a path of a body; empty where it leads nowhere.
 * @param path names with points between, `[]` each of a list, `{}` each value of an object; `|json` and `|pairs` read a text
 */
export function valuesAt(whole: Plain, path: string): Plain[] {
  const [way = '', reader] = path.split('|');
  const steps = way === '' ? [] : way.split('.');
  const found = steps.reduce<Plain[]>((each, step) => each.flatMap((from) => taken(from, step)), [whole]);
  return reader === undefined
    ? found
    : found.flatMap((text) => (typeof text === 'string' ? read(text, reader) : []));
}

/** What lies at the first of several paths that leads somewhere. */
export function firstAt(whole: Plain, paths: readonly string[]): Plain[] {
  for (const path of paths) {
    const found = valuesAt(whole, path).filter((each) => each !== null && each !== '');
    if (found.length > 0) return found;
  }
  return [];
}

function taken(from: Plain, step: string): Plain[] {
  const name = step.replace(/(?:\[\]|\{\})$/, '');
  const value = isPlainObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
  if (value === undefined || value === null) return [];
  if (step.endsWith('[]')) return Array.isArray(value) ? value : [];
  if (step.endsWith('{}')) return isPlainObject(value) ? Object.values(value) : [];
  return [value];
}

function read(text: string, reader: string): Plain[] {
  if (reader === 'pairs') return [pairsOf(text)];
  try {
    const value = plainValue(JSON.parse(text));
    return value ? [value.value] : [];
  } catch {
    return [];
  }
}

/** `Name:Anna Berg, Message:Hello, world` as fields: a comma counts only before the next name. */
function pairsOf(text: string): { [key: string]: Plain } {
  const fields: { [key: string]: Plain } = {};
  for (const part of text.split(/,\s(?=[^,:]{1,80}:)/)) {
    const at = part.indexOf(':');
    const name = part.slice(0, at).trim();
    if (at > 0 && !/^(?:__proto__|constructor|prototype)$/.test(name))
      fields[name] = part.slice(at + 1).trim();
  }
  return fields;
}
