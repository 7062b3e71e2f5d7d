const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/**
 * A text for comparing: small letters and digits only, umlauts written out, accents off.
 * @returns `fold('Straße & Nr.')` is `strassenr`, also for `STRASSE_NR`
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Like `fold`, word by word, for looking up what is said in a sentence. */
export function foldWords(text: string): string {
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(fold)
    .filter(Boolean)
    .join(' ');
}

/** Characters that are not seen and turn the order of others around, or are not text at all. */
const UNSEEN = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g;

/** Line breaks and characters that are not seen: what somebody who types a value of one line does not mean. */
const NOT_MEANT = /[^\P{Cc}\t]|[\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/u;

/** Whether `line` takes more than blanks out of a text. */
export function hasNotMeant(text: string): boolean {
  return NOT_MEANT.test(text);
}

/** A value of one line: no line breaks, no control characters, no double spaces. */
export function line(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}

/** A text of several lines, with `\n` between them and not more than two empty ones in a row. */
export function block(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[^\S\n\t]/g, ' ')
    .split('\n')
    .map((each) => each.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}
