import { readPhone } from './phone.ts';

const DELIMITER = /^[-_=+]{2,4}\s?$|^_{10,}$/;
const DEVICE =
  /^(?:gesendet (?:von|mit|über)|von mein\w+ .{2,40} gesendet|diese nachricht wurde von meinem|sent (?:from|with|via)|get outlook for|outlook für|envoyé (?:de|depuis|à partir de)|inviato da|verzonden vanaf)\b.{0,100}$/i;
const CLOSING =
  /^(?:(?:mit |viele |vielen |liebe |lieben |beste |besten |herzliche |herzlichen |freundliche |freundlichen |schöne |schönen |sonnige |sonnigen |kollegiale |kollegialen |hochachtungsvolle |und )*(?:grüße|grüßen|gruß|grüsse|grüssen|gruss|gruessen|gruesse)\b.{0,40}|mfg|m\.f\.g\.|vg|lg|hochachtungsvoll|(?:kind|best|warm|kindest|warmest|many|with kind|with best)? ?(?:regards|wishes)|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|best|cordialement|saludos|met vriendelijke groet\w*)[,.!]*$/i;
const LEGAL_FORM =
  /(?:^|\s)(?:gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|e\.\s?k\.|e\.\s?v\.|eg|se|ltd\.?|inc\.?|llc|plc|s\.?a\.?r\.?l\.?|s\.?r\.?l\.?|b\.?v\.?|partg|ges\.?m\.?b\.?h\.?)(?=$|[\s,.&|(])/i;
const REGISTER =
  /register|amtsgericht|geschäftsführ|managing director|ust-?id|vat|sitz der|hrb\b|hra\b|vorstand|aufsichtsrat/i;
/** A signature is not longer; what follows a greeting and is, was part of the letter. */
const MAX_LINES = 40;

export interface SignedText {
  /** The letter itself. */
  text: string;
  /** What stands below it, line by line. */
  signature: string[];
}

/** Parts a letter from its signature: at `-- `, at a closing formula, or where a phone says what it is. */
export function partSignature(text: string): SignedText {
  const lines = text.split('\n');
  const at = lines.findIndex(
    (line, i) => i > 0 && isEnd(line.trim()) && lines.length - i <= MAX_LINES && hasWords(lines, i),
  );
  if (at < 0) return { text: text.trim(), signature: [] };
  const below = lines.slice(at).map((line) => line.trim().slice(0, 200));
  // What people remember after their name belongs to the letter.
  const afterthought = below.findIndex((line) => /^P\.?\s?S\.?\s?:/i.test(line));
  const letter = [...lines.slice(0, at), ...(afterthought < 0 ? [] : ['', ...below.slice(afterthought)])];
  const signature = (afterthought < 0 ? below : below.slice(0, afterthought)).filter(Boolean);
  return { text: letter.join('\n').trim(), signature };
}

function isEnd(line: string): boolean {
  return (
    line.length <= 120 &&
    (DELIMITER.test(line) || DEVICE.test(line) || (line.length <= 60 && CLOSING.test(line)))
  );
}

function hasWords(lines: readonly string[], end: number): boolean {
  return lines.slice(0, end).some((line) => line.trim().length > 2);
}

/** Facts that a signature tells of its writer, by the names of form fields. */
export function readSignature(signature: readonly string[], country: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const line of signature) {
    const phone = phoneIn(line, country);
    if (phone) facts.phone ??= phone;
    if (LEGAL_FORM.test(line) && line.length <= 80 && !REGISTER.test(line))
      facts.company ??= line.split(/\s[|•·]\s|,/)[0]?.trim() ?? line;
    const [, street, postcode, city] =
      /^(?:(.{3,60}\s\d{1,4}\s?[a-z]?)\s*[,|•·–-]\s*)?(?:D-)?(\d{5})\s+(\p{Lu}[\p{L} .()/-]{1,40})/u.exec(
        line,
      ) ?? [];
    if (postcode && city) {
      facts.postcode ??= postcode;
      facts.city ??= city.trim();
      if (street) facts.street ??= street.trim();
    }
  }
  return facts;
}

/** The first number of a line that is no fax, as it was written. */
function phoneIn(line: string, country: string): string | undefined {
  const candidates = line.matchAll(/(fax|telefax)?[^\d+]{0,12}(\+?\(?\d[\d ()/.–-]{6,25}\d)/gi);
  for (const [, fax, number = ''] of candidates) {
    const national = /^(?:\+|0|\(0)/.test(number);
    if (!fax && national && readPhone(number, country)) return number;
  }
  return undefined;
}
