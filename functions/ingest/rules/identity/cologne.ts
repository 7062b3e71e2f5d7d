const FIXED: ReadonlyMap<string, string> = new Map([
  ...[...'aeijouy'].map((letter) => [letter, '0'] as const),
  ...[...'fvw'].map((letter) => [letter, '3'] as const),
  ...[...'gkq'].map((letter) => [letter, '4'] as const),
  ...[...'sz'].map((letter) => [letter, '8'] as const),
  ['b', '1'],
  ['l', '5'],
  ['m', '6'],
  ['n', '6'],
  ['r', '7'],
]);

/** Whether one of the letters, which is none at the ends of a word. */
const isOf = (letters: string, letter: string): boolean => letter !== '' && letters.includes(letter);

/** The digits of a letter between its neighbours ('' at either end), as the table of Postel (1969) says. */
function digits(letter: string, before: string, after: string): string {
  switch (letter) {
    case 'p':
      return after === 'h' ? '3' : '1';
    case 'd':
    case 't':
      return isOf('csz', after) ? '8' : '2';
    case 'c':
      if (before === '') return isOf('ahkloqrux', after) ? '4' : '8';
      return isOf('ahkoqux', after) && !isOf('sz', before) ? '4' : '8';
    case 'x':
      return isOf('ckq', before) ? '8' : '48';
    default:
      return FIXED.get(letter) ?? '';
  }
}

/**
 * Cologne phonetics: how a German name sounds, as digits. `meyer` and `maier` are both `67`; vowels count at the beginning
 * only.
 * @param word small Latin letters (`plain` makes them)
 * @returns '' for a word without a sounding letter
 */
export function cologne(word: string): string {
  let code = '';
  let last = '';
  for (let i = 0; i < word.length; i++) {
    const found = digits(word.charAt(i), word.charAt(i - 1), word.charAt(i + 1));
    for (let at = 0; at < found.length; at++) {
      const digit = found.charAt(at);
      if (digit !== last && (digit !== '0' || code === '')) code += digit;
      last = digit;
    }
  }
  return code;
}
