/**
 * How many single steps (a letter more, less, other, or two neighbours exchanged) make one text of the other.
 * @param most from here on the number does not matter: anything larger is told as `most + 1`
 */
export function steps(left: string, right: string, most: 1 | 2): number {
  return stepsFrom(left, 0, right, 0, most);
}

/** The same for what stands behind a place in either text. */
function stepsFrom(left: string, i: number, right: string, j: number, most: number): number {
  let [a, b] = [left.length, right.length];
  // Where both begin or end alike nothing has to be done.
  while (i < a && j < b && left.charCodeAt(i) === right.charCodeAt(j)) {
    i++;
    j++;
  }
  while (a > i && b > j && left.charCodeAt(a - 1) === right.charCodeAt(b - 1)) {
    a--;
    b--;
  }
  const [mine, theirs] = [a - i, b - j];
  const longer = Math.max(mine, theirs);
  if (Math.abs(mine - theirs) > most || most === 0) return longer === 0 ? 0 : most + 1;
  if (longer <= 1 || Math.min(mine, theirs) === 0) return longer;
  const turned =
    left.charCodeAt(i) === right.charCodeAt(j + 1) && left.charCodeAt(i + 1) === right.charCodeAt(j);
  if (most === 1) return turned && mine === 2 && theirs === 2 ? 1 : 2;
  // The first letter that differs is another one, one too many on either side, or exchanged with the next.
  return (
    1 +
    Math.min(
      stepsFrom(left, i + 1, right, j + 1, most - 1),
      stepsFrom(left, i + 1, right, j, most - 1),
      stepsFrom(left, i, right, j + 1, most - 1),
      turned ? stepsFrom(left, i + 2, right, j + 2, most - 1) : most,
    )
  );
}

/** Letters that are held against each other, as many as a set of bits can name: longer words begin alike or are others. */
const MOST_LETTERS = 31;

/** Letters whose places are looked up; the others are looked for. */
const LISTED = 128;
const places = new Int32Array(LISTED);

/** The places of a letter in a word, a bit each. */
function placesOf(letter: number, word: string): number {
  if (letter < LISTED) return places[letter] ?? 0;
  let found = 0;
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) === letter) found |= 1 << at;
  return found;
}

/** Notes the places of each letter of a word, a bit each, or forgets them. */
function note(word: string, listed: boolean): void {
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at);
    if (letter < LISTED) places[letter] = listed ? (places[letter] ?? 0) | (1 << at) : 0;
  }
}

/**
 * Jaro: the share of letters that both have at about the same place, less half of those in another order. A letter takes
 * the first that is free of its kind; which are taken stands in the bits of a number.
 */
function jaro(left: string, right: string): number {
  const reach = Math.max(Math.floor(Math.max(left.length, right.length) / 2) - 1, 0);
  let mine = 0;
  let taken = 0;
  let same = 0;
  note(right, true);
  for (let i = 0; i < left.length; i++) {
    const within = (1 << Math.min(i + reach + 1, MOST_LETTERS)) - (1 << Math.max(i - reach, 0));
    const free = placesOf(left.charCodeAt(i), right) & within & ~taken;
    if (free === 0) continue;
    taken |= free & -free;
    mine |= 1 << i;
    same++;
  }
  note(right, false);
  if (same === 0) return 0;
  let turned = 0;
  for (let i = mine, j = taken; i !== 0; i &= i - 1, j &= j - 1) {
    if (left.charCodeAt(placeOf(i)) !== right.charCodeAt(placeOf(j))) turned++;
  }
  return (same / left.length + same / right.length + (same - turned / 2) / same) / 3;
}

/** The place of the lowest bit. */
const placeOf = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** Beginnings weigh more: up to four equal first letters take a tenth each of what is missing (Winkler 1990). */
const PREFIX = 4;
const PREFIX_SCALE = 0.1;

/** Jaro–Winkler over the first 31 letters: 1 for the same, 0 for nothing in common; `schmidt`, `schmitt`: 0.943. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  if (one === '' || other === '') return 0;
  const [left, right] = [one.slice(0, MOST_LETTERS), other.slice(0, MOST_LETTERS)];
  const base =
    left.length < right.length || (left.length === right.length && left < right)
      ? jaro(left, right)
      : jaro(right, left);
  return withPrefix(base, samePrefix(left, right));
}

const withPrefix = (base: number, same: number): number => base + same * PREFIX_SCALE * (1 - base);

function samePrefix(left: string, right: string): number {
  let same = 0;
  while (same < PREFIX && same < left.length && left.charCodeAt(same) === right.charCodeAt(same)) same++;
  return same;
}

/** Sums in another order differ in the last digits. */
const MARGIN = 1e-9;

/**
 * Whether two texts are that alike, without counting where their lengths say that they are not.
 * @param least the likeness from which on they are
 */
export function isLike(one: string, other: string, least: number): boolean {
  if (one === other) return least <= 1;
  const [a, b] = [Math.min(one.length, MOST_LETTERS), Math.min(other.length, MOST_LETTERS)];
  // The letters of the shorter one are all that both can have.
  const most = withPrefix((2 + Math.min(a, b) / Math.max(a, b)) / 3, samePrefix(one, other));
  return most >= least - MARGIN && likeness(one, other) >= least;
}
