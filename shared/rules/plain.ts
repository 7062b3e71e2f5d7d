import transliterate from '@sindresorhus/transliterate';

const UMLAUTS: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  ...{ Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' },
};

/**
 * A text as it is compared: small Latin letters and digits in words, one space between them.
 * @returns `plain('  Łódź–Straße 5')` is `lodz strasse 5`; umlauts are written out (`Müller` → `mueller`)
 */
export function plain(text: string): string {
  const german = text.replace(/[äöüÄÖÜß]/g, (letter) => UMLAUTS[letter] ?? letter);
  // One word of Latin letters is what most names are.
  if (/^[A-Za-z0-9]+$/.test(german)) return german.toLowerCase();
  // The tables for every other script take 20 µs a text.
  const latin = /^[\x20-\x7e]*$/.test(german) ? german : transliterate(text);
  return latin
    .toLowerCase()
    .replace(/['`´]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * Takes the written-out umlauts off again, so that `mueller`, `muller` (from `Müller` and `Muller`) are the same. After
 * another vowel the e belongs to what follows (`bauer`, `neue`).
 */
export function skeleton(word: string): string {
  return word.replace(/(?<![aeiouq])([aou])e/g, '$1');
}
