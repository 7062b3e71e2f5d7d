/** What a signature tells of its writer. Each line is looked at by itself, and is short. */

import { readPhone } from './phone.ts';
import { fold } from './text.ts';

const LEGAL_FORM =
  /(?:^|\s)(?:gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|e\.\s?k\.|e\.\s?v\.|eg|se|ltd\.?|limited|inc\.?|llc|corp\.?|plc|s\.?a\.?r\.?l\.?|s\.?r\.?l\.?|b\.?v\.?|partg|ges\.?m\.?b\.?h\.?)(?=$|[\s,.&|(])/i;
const REGISTER =
  /register|amtsgericht|geschäftsführ|managing director|ust-?id|vat|sitz der|hrb\b|hra\b|vorstand|aufsichtsrat/i;
/** Words that positions are made of. */
const POSITION =
  /(?:geschäftsführ(?:er|erin|ung|end)|geschäftsleitung|inhaber(?:in)?|prokurist(?:in)?|leit(?:er(?:in)?|ung)|einkäufer(?:in)?|einkauf|vertrieb(?:s\p{L}+)?|sachbearbeiter(?:in)?|assisten(?:t(?:in)?|z)|referent(?:in)?|berater(?:in)?|ingenieur(?:in)?|architekt(?:in)?|entwickler(?:in)?|gründer(?:in)?|direktor(?:in)?|koordinator(?:in)?|sekretariat|buchhaltung|kauffrau|kaufmann|meister(?:in)?|disponent(?:in)?|techniker(?:in)?|administrator(?:in)?|beauftragte[rn]?|rechtsanw[aä]lt(?:in)?|manager(?:in)?|management|director|consultant|chief \p{L}+(?: \p{L}+)? officer|\bc[etfoim]o\b|\bvp\b|president|engineer|developer|founder|owner|buyer|purchasing|procurement|account executive|\bsales\b|marketing|specialist|analyst|coordinator|supervisor|secretary|accountant|head of|office manager|teamlead|team lead)/iu;
const NAME =
  /^(?:(?:i\.?\s?[av]\.?|ppa\.?|gez\.?)\s)?((?:(?:prof|dr|dipl|ing|med|rer|nat|jur|mag|mr|mrs|ms|herr|frau)(?:[.-]\p{L}*)*\.?\s)*\p{Lu}[\p{L}'’-]+(?:\s(?:von|vom|van|de|der|den|zu|zur|\p{Lu}\.)){0,3}(?:\s\p{Lu}[\p{L}'’-]+){1,2})(?:,?\s(?:ph\.?d|m\.?sc|b\.?sc|mba|m\.?a|b\.?a)\.?)?$/iu;
const CAPITALS = /^\P{Ll}*\p{Lu}\p{Ll}/u;
const NO_NAME =
  /\b(?:gr[uü](?:ß|ss)e?n?|gruss|gruß|regards|wishes|best|kind|thanks|dank|vielen|sincerely|cheers|sent|gesendet|from|iphone|android|outlook|team|tel|telefon|mobil|phone|fax|germany|deutschland|street|straße|str|confidential|the|und|and|für|for|mit|with|your|ihre?|mobile|email|e-mail)\b/iu;
const STREET =
  /^(?!tel|fon|fax|mobil|phone)\p{L}[\p{L} .'’-]{2,50}\s\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?$/iu;
const TOWN =
  /^(?:(.{3,60}\s\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?)\s*[,|•·–-]\s*)?(?:D-)?(\d{5})\s+(\p{Lu}[\p{L} .()/-]{1,40})/u;
/** What stands behind so many characters of a line is not looked at: patterns need time by the square of it. */
const LONGEST = 1000;
const MAX_LINE = 100;
/** Characters before a number that say what it is. */
const LONGEST_LABEL = 20;
/** The writer's name stands at the top. */
const NAME_LINES = 4;

export type SignatureFacts = Partial<
  Record<'name' | 'jobTitle' | 'company' | 'phone' | 'street' | 'postcode' | 'city', string>
>;

/**
 * Facts that a signature tells of its writer, by the names of form fields.
 * @param country by which numbers are read
 * @param domain of the writer's address: a line that says it names the company
 */
export function readSignature(signature: readonly string[], country: string, domain = ''): SignatureFacts {
  const facts: SignatureFacts = {};
  const host = fold(domain.split('.').at(-2) ?? '');
  for (const [at, whole] of signature.entries()) {
    const line = whole.slice(0, LONGEST);
    const phone = phoneIn(line, country);
    if (phone) facts.phone ??= phone;
    readTown(facts, line, (signature[at - 1] ?? '').slice(0, LONGEST));
    if (line.length > MAX_LINE) continue;
    for (const part of line
      .split(/(?<!\s)\s+[|•·/–—-]\s+|,\s+(?=\p{Lu})/u)
      .map((each) => each.replace(/^\W+|(?<![\s,;*])[\s,;*]+$/gu, '').trim()))
      readPart(facts, part, { line, early: at <= NAME_LINES, host });
  }
  return facts;
}

function readPart(
  facts: SignatureFacts,
  part: string,
  { line, early, host }: { line: string; early: boolean; host: string },
): void {
  if (part === '' || /[@:]|www\.|https?/i.test(part)) return;
  const isCompany = LEGAL_FORM.test(part) && !REGISTER.test(part);
  const isPosition = POSITION.test(part) && !/\d/.test(part) && part.length <= 70 && !LEGAL_FORM.test(part);
  const [, name] = early && !isCompany && !isPosition ? (NAME.exec(part) ?? []) : [];
  if (isCompany) facts.company ??= withoutBrackets(part);
  else if (
    name &&
    CAPITALS.test(name) &&
    !NO_NAME.test(name) &&
    facts.name === undefined &&
    !saysHost(part, host)
  )
    facts.name = name;
  else if (isPosition && !line.includes(':')) facts.jobTitle ??= part;
  else if (host.length >= 4 && saysHost(part, host) && part.length <= 60 && !/\d/.test(part))
    facts.company ??= part;
}

/** `Firma GmbH (vormals Werk)` is `Firma GmbH`. */
function withoutBrackets(part: string): string {
  return part.includes('(') && part.endsWith(')') ? part.slice(0, part.indexOf('(')).trimEnd() : part;
}

function saysHost(part: string, host: string): boolean {
  return host.length >= 4 && fold(part).startsWith(host.slice(0, 20));
}

/** `Weg 1, 50667 Köln` in one line or in two. */
function readTown(facts: SignatureFacts, line: string, before: string): void {
  const [, street, postcode, city] = TOWN.exec(line) ?? [];
  if (!postcode || !city) return;
  facts.postcode ??= postcode;
  facts.city ??= city.trim();
  const above = STREET.test(before.trim()) ? before : undefined;
  const found = (street ?? above)?.trim();
  if (found) facts.street ??= found;
}

/** The first number of a line that is no fax, as it was written. */
function phoneIn(line: string, country: string): string | undefined {
  let end = 0;
  for (const { 0: number, index } of line.matchAll(/\+?\(?\d[\d ()/.–-]{6,25}\d/g)) {
    const label = line.slice(Math.max(end, index - LONGEST_LABEL), index);
    end = index + number.length;
    // `Tel./Fax` is both.
    const fax = /fax/i.test(label) && !/tel(?!efax)|fon|phone/i.test(label);
    const national = /^(?:\+|0|\(0)/.test(number);
    if (!fax && national && readPhone(number, country)) return number;
  }
  return undefined;
}

/** Whether a block of lines at the end of a letter is a signature though no closing formula stands before it. */
export function looksSigned(lines: readonly string[], country: string): boolean {
  if (lines.some((line) => line.length > LONGEST)) return false;
  const [first = ''] = lines;
  const reach = lines.filter(
    (line) =>
      phoneIn(line, country) || /[^\s@]@[^\s@.]+\.\S|www\.|^(?:tel|fon|phone|mobil|mob|fax)\b/i.test(line),
  );
  return (
    lines.length >= 2 &&
    lines.every((line) => line.length <= 90 && !/[?!]$/.test(line)) &&
    reach.length >= 1 &&
    ((NAME.test(first) && CAPITALS.test(first)) || LEGAL_FORM.test(first))
  );
}
