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

function stepsOfAll(left: string, right: string, most: number): number {
  let earlier: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      const same = left.charCodeAt(i - 1) === right.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (!same && i > 1 && j > 1 && exchanged(left, right, i, j))
        cost = Math.min(cost, (earlier[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    earlier = last;
    last = row;
  }
  return Math.min(last[right.length] ?? 0, most + 1);
}

function exchanged(left: string, right: string, i: number, j: number): boolean {
  return (
    left.charCodeAt(i - 1) === right.charCodeAt(j - 2) && left.charCodeAt(i - 2) === right.charCodeAt(j - 1)
  );
}

/** Jaro: the share of letters that both have at about the same place, less half of those in another order. */
function jaro(left: string, right: string): number {
  const reach = Math.max(Math.floor(Math.max(left.length, right.length) / 2) - 1, 0);
  const taken = new Uint8Array(right.length);
  const found: number[] = [];
  for (let i = 0; i < left.length; i++) {
    const end = Math.min(i + reach + 1, right.length);
    for (let j = Math.max(i - reach, 0); j < end; j++) {
      if (taken[j] === 1 || left.charCodeAt(i) !== right.charCodeAt(j)) continue;
      taken[j] = 1;
      found.push(left.charCodeAt(i));
      break;
    }
  }
  if (found.length === 0) return 0;
  let turned = 0;
  let next = 0;
  for (let j = 0; j < right.length; j++) {
    if (taken[j] === 1 && found[next++] !== right.charCodeAt(j)) turned++;
  }
  const same = found.length;
  return (same / left.length + same / right.length + (same - turned / 2) / same) / 3;
}

/** Beginnings weigh more: up to four equal first letters take a tenth each of what is missing (Winkler 1990). */
const PREFIX = 4;
const PREFIX_SCALE = 0.1;

/** Jaro–Winkler: 1 for the same text, 0 for nothing in common; `schmidt`, `schmitt`: 0.943. */
export function likeness(left: string, right: string): number {
  if (left === right) return 1;
  if (left === '' || right === '') return 0;
  const base =
    left.length < right.length || (left.length === right.length && left < right)
      ? jaro(left, right)
      : jaro(right, left);
  let same = 0;
  while (same < PREFIX && same < left.length && left.charCodeAt(same) === right.charCodeAt(same)) same++;
  return base + same * PREFIX_SCALE * (1 - base);
}
