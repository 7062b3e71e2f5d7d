import { isUtf8 } from 'node:buffer';

/** Bytes that Windows-1252 has no letter for at all. */
const NOTHING = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/**
 * Bytes that are signs in Windows-1252 (€ „ … † ‡ ˆ ‰ ” ™ Ÿ), where the Mac has Ä Ö Ü á à â ä î ô ü and DOS Ç ä à å ç ê ë ö Ö.
 * Those of Š Œ Ž š œ ž are left out, which are letters in either, and apostrophes and dashes, which stand within words.
 */
const SIGNS = new Set([0x80, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x94, 0x99, 0x9f]);
/** So many signs within words are no slip of the keyboard. */
const ENOUGH = 2;
/** From here on Windows-1252 has letters. */
const LETTERS_FROM = 0xc0;

/**
 * Whether a list was written by an old program of the Mac (Mac Roman) or of DOS (code page 437 or 850), so that reading it as
 * Windows-1252 would spell its people wrong: it has signs within words where others have letters.
 * @param start the beginning of a list
 */
export function isOfMacOrDos(start: Buffer): boolean {
  let [nothing, signs, letters] = [0, 0, 0];
  for (const line of linesOf(start)) {
    if (isUtf8(line)) continue;
    for (const [at, byte] of line.entries()) {
      if (byte >= LETTERS_FROM) letters += 1;
      else if (byte >= 0x80 && isLetter(line[at + 1]) && isLetter(line[at - 1])) {
        if (NOTHING.has(byte)) nothing += 1;
        else if (SIGNS.has(byte)) signs += 1;
      }
    }
  }
  const wrong = nothing + signs;
  return (nothing > 0 || signs >= ENOUGH) && wrong >= letters;
}

const isLetter = (byte = 0): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80;

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.subarray(from).findIndex((byte) => byte === 0x0a || byte === 0x0d);
    const to = end < 0 ? bytes.length : from + end;
    yield bytes.subarray(from, to);
    from = to + 1;
  }
}
