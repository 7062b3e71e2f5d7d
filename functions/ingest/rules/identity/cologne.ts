const FIXED: Record<string, string> = {
  ...Object.fromEntries([...'aeijouy'].map((letter) => [letter, '0'])),
  ...Object.fromEntries([...'fvw'].map((letter) => [letter, '3'])),
  ...Object.fromEntries([...'gkq'].map((letter) => [letter, '4'])),
  ...Object.fromEntries([...'sz'].map((letter) => [letter, '8'])),
  b: '1',
  l: '5',
  m: '6',
  n: '6',
  r: '7',
};

/** The digits of a letter between its neighbours ('' at either end), as the table of Postel (1969) says. */
function digits(letter: string, before: string, after: string): string {
  switch (letter) {
    case 'p':
      return after === 'h' ? '3' : '1';
    case 'd':
    case 't':
      return /[csz]/.test(after) ? '8' : '2';
    case 'c':
      if (before === '') return /[ahkloqrux]/.test(after) ? '4' : '8';
      return /[ahkoqux]/.test(after) && !/[sz]/.test(before) ? '4' : '8';
    case 'x':
      return /[ckq]/.test(before) ? '8' : '48';
    default:
      return FIXED[letter] ?? '';
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
    for (const digit of digits(word.charAt(i), word.charAt(i - 1), word.charAt(i + 1))) {
      if (digit !== last && (digit !== '0' || code === '')) code += digit;
      last = digit;
    }
  }
  return code;
}
