import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { placeWords } from './place-words.ts';

/** Country → its lines of the table, `\n50667\tkoeln\n…`. */
let table: ReadonlyMap<string, string> | undefined;

/**
 * Postcodes of Germany, Austria, Switzerland and Liechtenstein with their places (source and licence: NOTICE). It lies beside
 * the code and is read when somebody first gives an address: a start that needs none is not slower for it.
 */
function places(country: string): string | undefined {
  if (!table) {
    const text = readFileSync(fileURLToPath(new URL('places.txt', import.meta.url)), 'utf8');
    table = new Map(text.split('#').map((section) => [section.slice(0, 2), section.slice(2)]));
  }
  return table.get(country);
}

/** The first two digits of a postcode tell its region; those of boxes may have the region beside it, as 11 for Berlin. */
const regionOf = (postcode: string): number => Number(postcode.slice(0, 2));

/**
 * Whether a postcode can be one of a place. What nobody can tell is not doubted: a country or a name that the table does not
 * know, such as a part of a town. A place is meant by its first word, and what else is said must not speak against it:
 * `Frankfurt`, `Frankfurt/M.` and `Frankfurt-Höchst` are Frankfurt am Main, `Frankfurt (Oder)` is not.
 * @param postcode as `readPostcode` gives it
 * @param country ISO code
 * @param besides further names of the postcode
 */
export function fitsPlace(
  postcode: string,
  city: string,
  country: string,
  besides: readonly string[] = [],
): boolean {
  const said = placeWords(city);
  const lines = places(country);
  if (said.length === 0 || !lines || besides.some((name) => agree(said, placeWords(name)))) return true;
  const own = namesOf(lines, postcode);
  if (own?.some((name) => agree(said, name))) return true;
  const others = postcodesOf(lines, said);
  if (others.length === 0) return true;
  // Postcodes of boxes and of large receivers are not in the table: for these the region is compared.
  return !own && others.some((other) => Math.abs(regionOf(other) - regionOf(postcode)) <= 1);
}

/** The places of a postcode, by their words; the lines are in the order of postcodes, so that few are looked at. */
function namesOf(lines: string, postcode: string): string[][] | undefined {
  let [from, to] = [0, lines.length - 1];
  while (from < to) {
    const start = lines.lastIndexOf('\n', (from + to) >> 1) + 1;
    const end = lines.indexOf('\n', start);
    const [code = '', names = ''] = lines.slice(start, end).split('\t');
    if (code === postcode) return names.split('|').map((name) => name.split(' '));
    if (code < postcode) from = end;
    else to = start - 1;
  }
  return undefined;
}

/** The postcodes of all places that may be meant. */
function postcodesOf(lines: string, said: readonly string[]): string[] {
  const [first = ''] = said;
  const found: string[] = [];
  for (let at = lines.indexOf(first); at >= 0; at = lines.indexOf(first, at + 1)) {
    if (!'\t|'.includes(lines.charAt(at - 1)) || !' |\n'.includes(lines.charAt(at + first.length))) continue;
    const start = lines.lastIndexOf('\n', at) + 1;
    const [name = ''] = lines.slice(at, lines.indexOf('\n', at)).split('|', 1);
    if (agree(said, name.split(' '))) found.push(lines.slice(start, lines.indexOf('\t', start)));
  }
  return found;
}

/** Whether two names begin alike, and the one that says less is found in the other; words may be shortened. */
function agree([one, ...more]: readonly string[], [other, ...others]: readonly string[]): boolean {
  if (one === undefined || one !== other) return false;
  const [less, rest] = more.length <= others.length ? [more, others] : [others, more];
  return less.every((word) => rest.some((each) => each.startsWith(word) || word.startsWith(each)));
}
