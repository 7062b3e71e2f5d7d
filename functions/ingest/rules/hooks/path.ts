import { isHarmful, isPlainObject, type Plain } from '../plain-values.ts';

/**
 * What lies at a path of a body; empty where it leads nowhere.
 * @param path names with points between, `[]` each of a list, `{}` each value of an object, `|json` and `|pairs` read a text
 */
export function valuesAt(whole: Plain, path: string): Plain[] {
  const [way = '', reader] = path.split('|');
  let found = [whole];
  for (const step of way === '' ? [] : way.split('.')) {
    const [, name = '', spread] = /^(.*?)(\[\]|\{\})?$/.exec(step) ?? [];
    found = found
      .map((each) => (isPlainObject(each) && Object.hasOwn(each, name) ? each[name] : undefined))
      .flatMap((each) => (spread === undefined ? (each ?? []) : spreadOut(each, spread)).valueOf() === undefined ? [] : each === undefined ? [] : spread === undefined ? [each] : spreadOut(each, spread));
  }
  return found;
}
