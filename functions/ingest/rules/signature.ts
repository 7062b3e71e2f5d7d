import { looksSigned } from './signature-facts.ts';

const DELIMITER = /^[-_=+]{2,4}\s?$|^_{10,}$/;
const DEVICE =
  /^(?:gesendet (?:von|mit|über)|von mein\w+ .{2,40} gesendet|diese nachricht wurde von meinem|sent (?:from|with|via)|get outlook for|outlook für|envoyé (?:de|depuis|à partir de)|inviato da|verzonden vanaf)\b.{0,100}$/i;
const CLOSING =
  /^(?:(?:mit |viele |vielen |liebe |lieben |beste |besten |herzliche |herzlichen |freundliche |freundlichen |schöne |schönen |sonnige |sonnigen |kollegiale |kollegialen |hochachtungsvolle |und )*(?:grüße|grüßen|gruß|grüsse|grüssen|gruss|gruessen|gruesse)(?!\p{L}).{0,40}|mfg|m\.f\.g\.|vg|lg|hochachtungsvoll|(?:kind|best|warm|kindest|warmest|many|with kind|with best)? ?(?:regards|wishes)|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|best|cordialement|saludos|met vriendelijke groet\w*)[,.!]*$/iu;
/** A signature is not longer; what follows a greeting and is, was part of the letter. */
const MAX_LINES = 40;
const MAX_END = 120;
/** Name, company and ways to reach them often stand in blocks of their own. */
const MAX_BLOCKS = 3;
const MAX_BLOCK_LINES = 15;

export interface SignedText {
  /** The letter itself. */
  text: string;
  /** What stands below it, line by line. */
  signature: string[];
}

/**
 * Parts a letter from its signature: at `-- `, at a closing formula, where a phone says what it is, or before a last
 * block with a name and how to reach it.
 */
export function partSignature(text: string, country: string): SignedText {
  const lines = text.split('\n');
  const closed = lines.findIndex(
    (line, i) => i > 0 && isEnd(line) && lines.length - i <= MAX_LINES && hasWords(lines, i),
  );
  const at = closed < 0 ? lastBlock(lines, country) : closed;
  if (at < 0) return { text: text.trim(), signature: [] };
  const below = lines.slice(at).map((line) => line.trim().slice(0, 200));
  // What people remember after their name belongs to the letter.
  const afterthought = below.findIndex((line) => /^P\.?\s?S\.?\s?:/i.test(line));
  const letter = [...lines.slice(0, at), ...(afterthought < 0 ? [] : ['', ...below.slice(afterthought)])];
  const signature = (afterthought < 0 ? below : below.slice(0, afterthought)).filter(Boolean);
  return { text: letter.join('\n').trim(), signature };
}

function isEnd(text: string): boolean {
  if (text.length > MAX_END) return false;
  // A smile after the greeting changes nothing.
  const line = text.replace(/[^\p{L}\p{N}\p{P}]+$/u, '').trim();
  return DELIMITER.test(line) || DEVICE.test(line) || (line.length <= 60 && CLOSING.test(line));
}

/** Where the last block of lines begins, if it is a signature; else -1. */
function lastBlock(lines: readonly string[], country: string): number {
  let start = lines.length;
  for (let blocks = 1; blocks <= MAX_BLOCKS; blocks++) {
    const end = lines.slice(0, start).findLastIndex((line) => line.trim() !== '');
    start = lines.slice(0, end).findLastIndex((line) => line.trim() === '') + 1;
    const block = lines
      .slice(start)
      .map((line) => line.trim())
      .filter(Boolean);
    if (start < 1 || block.length > MAX_BLOCK_LINES) return -1;
    if (looksSigned(block, country) && hasWords(lines, start)) return start;
  }
  return -1;
}

function hasWords(lines: readonly string[], end: number): boolean {
  return lines.slice(0, end).some((line) => line.trim().length > 2);
}
