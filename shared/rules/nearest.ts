/** Letters to insert, delete or replace to get from one word to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[to.length] ?? 0;
}

/** The candidate that a mistyped word most likely means, or null if none is near (at most a third of the letters, at least 2). */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: { candidate: string; away: number } | null = null;
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (best === null || away < best.away) best = { candidate, away };
  }
  return best && best.away <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : null;
}
