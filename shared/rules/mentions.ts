/** Characters that are looked at: people say what they want early, and the work has a bound. */
const MAX_SEARCHED = 5000;

/** True if a word of the text begins with one of the words, whatever the case: `preis` finds "Preise" and "Preisliste". */
export function mentions(text: string, words: readonly string[]): boolean {
  const searched = text.slice(0, MAX_SEARCHED).toLowerCase();
  return words.some((word) => begins(searched, word.toLowerCase()));
}

function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}
