import { fold } from './text.ts';

/** Neighbours on German and English keyboards that stand together in no name. */
const RUNS =
  /asdf|sdfg|dfgh|fghj|ghjk|hjkl|jkloe|qwertz|qwerty|yxcv|xcvb|cvbn|vbnm|zxcv|fdsa|lkjh|poiuz|poiuy/;
const PLACEHOLDERS = new Set(
  'test testtest testuser testtester maxmustermann maximustermann erikamustermann mustermann musterfrau johndoe janedoe vornamenachname firstnamelastname namename foobar abc abcabc nobody niemand anonym anonymous xy xyz'.split(
    ' ',
  ),
);

const LINK = /:\/\/|(?:^|\s)www\./i;

/**
 * A name that fingers or programs made and no parents: `asdfgh`, `xkcdqrt`, `aaaa`, `bkYLpQxrvT`, `12345`, a link. Says
 * nothing of other scripts.
 */
export function isKeyMash(name: string): boolean {
  const folded = fold(name);
  if (LINK.test(name) || /^\p{N}+$/u.test(folded)) return true;
  if (folded.length < 3) return false;
  if (RUNS.test(folded) || /^(.)\1{2,}$/u.test(folded) || /(.)\1{3,}/u.test(folded)) return true;
  return name.split(/[^\p{L}]+/u).some((word) => isMashedWord(word));
}

function isMashedWord(word: string): boolean {
  if (!/^\p{Script=Latin}+$/u.test(word)) return false;
  const plain = fold(word);
  const flips = word.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
  if (flips >= 3) return true;
  // Abbreviations are short; "Krč", "Brk" and "Grgm" are names.
  return plain.length >= 6 && !/[aeiouy]/.test(plain);
}

/** A name out of a form's own example: a person may well be behind it, but not under this name. */
export function isPlaceholder(name: string): boolean {
  return PLACEHOLDERS.has(fold(name));
}
