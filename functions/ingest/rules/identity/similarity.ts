/**
 * How many single steps (a letter more, less, other, or two neighbours exchanged) make one text of the other.
 * @param most from here on the number does not matter: anything larger is told as `most + 1`
 */
export function steps(left: string, right: string, most: number): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > most) return most + 1;
  // Where both begin or end alike nothing has to be done.
  let start = 0;
  while (start < left.length && left.charCodeAt(start) === right.charCodeAt(start)) start++;
  let end = 0;
  const shorter = Math.min(left.length, right.length) - start;
  while (end < shorter && left.charCodeAt(left.length - 1 - end) === right.charCodeAt(right.length - 1 - end))
    end++;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (a.length <= 1 && b.length <= 1) return 1;
  if (most === 1) return a.length === 2 && b.length === 2 && exchanged(a, b, 2, 2) ? 1 : 2;
  return stepsOfAll(a, b, most);
}

/** Letters that are more than `most` places apart cannot belong together: the rest of the table is never filled in. */
function stepsOfAll(left: string, right: string, most: number): number {
  const far = most + 1;
  const rowOf = () => new Array<number>(right.length + 1).fill(far);
  let [earlier, last, row] = [rowOf(), rowOf(), rowOf()];
  for (let j = 0; j <= Math.min(most, right.length); j++) last[j] = j;
  for (let i = 1; i <= left.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(right.length, i + most)];
    row[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = row[from - 1] ?? far;
    for (let j = from; j <= to; j++) {
      const same = left.charCodeAt(i - 1) === right.charCodeAt(j - 1);
      // Beyond the reach of the last row stands what is too far.
      const above = j < i + most ? (last[j] ?? far) : far;
      let cost = Math.min(above + 1, (row[j - 1] ?? far) + 1, (last[j - 1] ?? far) + (same ? 0 : 1));
      if (!same && i > 1 && j > 1 && exchanged(left, right, i, j))
        cost = Math.min(cost, (earlier[j - 2] ?? far) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [earlier, last, row] = [last, row, earlier];
  }
  return Math.min(last[right.length] ?? far, far);
}

function exchanged(left: string, right: string, i: number, j: number): boolean {
  return (
    left.charCodeAt(i - 1) === right.charCodeAt(j - 2) && left.charCodeAt(i - 2) === right.charCodeAt(j - 1)
  );
}

/** Letters that are held against each other, as many as a set of bits can name: longer words begin alike or are others. */
const MOST_LETTERS = 31;

/**
 * Jaro: the share of letters that both have at about the same place, less half of those in another order. Which letters are
 * taken stands in the bits of a number.
 */
function jaro(left: string, right: string): number {
  const reach = Math.max(Math.floor(Math.max(left.length, right.length) / 2) - 1, 0);
  let mine = 0;
  let taken = 0;
  let same = 0;
  for (let i = 0; i < left.length; i++) {
    const letter = left.charCodeAt(i);
    const end = Math.min(i + reach + 1, right.length);
    for (let j = Math.max(i - reach, 0); j < end; j++) {
      if ((taken >> j) & 1 || letter !== right.charCodeAt(j)) continue;
      taken |= 1 << j;
      mine |= 1 << i;
      same++;
      break;
    }
  }
  if (same === 0) return 0;
  let turned = 0;
  for (let i = 0, j = 0; i < left.length; i++) {
    if (((mine >> i) & 1) === 0) continue;
    while (((taken >> j) & 1) === 0) j++;
    if (left.charCodeAt(i) !== right.charCodeAt(j++)) turned++;
  }
  return (same / left.length + same / right.length + (same - turned / 2) / same) / 3;
}

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
  let same = 0;
  while (same < PREFIX && same < left.length && left.charCodeAt(same) === right.charCodeAt(same)) same++;
  return base + same * PREFIX_SCALE * (1 - base);
}
