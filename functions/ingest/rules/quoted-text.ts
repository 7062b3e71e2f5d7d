/** Where the words of others begin in a mail: everything here looks at each line once. */

/** Words that people's mail programs begin an introduction with, in the languages that reach us. */
const INTRODUCES =
  /^(?:am|on|le|el|il|em|op|den|in data|w dniu|dnia|pe|(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|пн|вт|ср|чт|пт|сб|вс)[.,])\s/i;
/** `Am 3.4. um 10:00 schrieb Anna Berg:`, once its lines are joined. */
const SAYS =
  /(?<!\p{L})(?:schrieb|wrote|écrit|escribió|scritto|escreveu|schreef|skrev|pisze|napisał(?:\(a\))?|kirjoitti)(?!\p{L}).{0,150}:?$|写道：$/iu;
/** `Anna Berg <anna@firma.example> schrieb am 3.4.:`, `03.04.2026, 10:00, "Anna" <anna@firma.example>:` */
const NAMES_SENDER =
  /[<[(][^<>()[\]\s@]{1,99}@[^<>()[\]\s@]{1,253}[>\])](?:.{0,90}:|\s{0,9}(?:schrieb|wrote):?)$/i;
const DATED = /\d{4}|\d{1,2}[:.]\d{2}/;
/** Mail programs break an introduction into three lines at most. */
const MAX_INTRODUCTION = 3;
const MAX_LENGTH = 400;
const SEPARATOR =
  /^[-_*=\s]{2,}(?:ursprüngliche nachricht|original message|original-nachricht|originalnachricht|weitergeleitete nachricht|forwarded message|message d'origine|oprindelig besked)[-_*=\s]*$|^anfang der weitergeleiteten (?:nachricht|e-mail):$|^begin forwarded message:$/i;
const HEADER_FROM = /^[*>\s]*(?:von|from|de|van|da)\s?:\*?\s*\S/i;
const HEADER_NEXT =
  /^[*>\s]*(?:gesendet|sent|datum|date|an|to|cc|betreff|subject|envoyé|à|objet|enviado|para|asunto)\s?:/i;
/** Where a block begins that does not begin with its sender. */
const HEADER_EARLY = /^[*>\s]*(?:betreff|subject|objet|asunto|datum|date)\s?:/i;

/** The first word with an @ inside, whatever brackets or `mailto:` stand before it. */
const ADDRESS = /(?<![^\s<>[\]():])[^\s<>[\]():]+@[^\s<>[\]():]+/;

/** An empty line, or one drawn before a quotation. */
const RULE = /^[_-]*$/;

const isQuoted = (line: string): boolean => /^\s*>/.test(line);

function isSeparator(line: string): boolean {
  return line.length <= MAX_LENGTH && SEPARATOR.test(line.trim());
}

/** Whether a block of mail headers begins here, as Outlook puts before what it quotes; Thunderbird begins with the subject. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = lines[at] ?? '';
  const below = lines.slice(at + 1, at + 8);
  const early = HEADER_EARLY.test(first) && below.slice(0, 3).some((line) => HEADER_FROM.test(line));
  if (!HEADER_FROM.test(first) && !early) return false;
  return below.filter((line) => HEADER_NEXT.test(line)).length >= 2;
}

/** How many lines from here on introduce a quotation: 0 to 3. */
function introduction(lines: readonly string[], at: number): number {
  const first = (lines[at] ?? '').trim();
  if (first.length > MAX_LENGTH) return 0;
  if (NAMES_SENDER.test(first) && (DATED.test(first) || SAYS.test(first))) return 1;
  if (!INTRODUCES.test(first)) return 0;
  for (let length = 1; length <= MAX_INTRODUCTION; length++) {
    const joined = lines
      .slice(at, at + length)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (joined.length > MAX_LENGTH) return 0;
    if (DATED.test(joined) && (SAYS.test(joined) || NAMES_SENDER.test(joined))) return length;
  }
  return 0;
}

/**
 * Takes off what a mail quotes: below an introduction everything, unless answers stand between the quoted lines.
 * @returns the sender's own lines
 */
export function withoutQuotes(text: string): string {
  const lines = text.split('\n');
  const own: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) continue;
    if (isSeparator(line) || isHeaderBlock(lines, at)) break;
    const introduced = introduction(lines, at);
    if (introduced > 0) {
      const next = lines.slice(at + introduced).find((each) => each.trim() !== '');
      if (next === undefined || !isQuoted(next)) break;
      at += introduced - 1;
    } else own.push(line);
  }
  while (own.length > 0 && RULE.test(own.at(-1)?.trim() ?? '')) own.pop();
  return own.join('\n').trim();
}

/**
 * Who wrote what a mail passes on, by the first header block in it; null if it passes on nothing. Outlook leaves out the address
 * of people whom it knows (`Von: Lena Vogt`): it is empty then.
 */
export function forwardedFrom(text: string): { name: string; address: string; text: string } | null {
  const whole = text.split('\n');
  const begin = whole.findIndex((_, at) => isHeaderBlock(whole, at));
  if (begin < 0) return null;
  // Apple's mail quotes what it passes on.
  const passed = whole.slice(begin);
  const lines = isQuoted(passed[0] ?? '') ? passed.map((line) => line.replace(/^\s*> ?/, '')) : passed;
  const start = lines.findIndex((line) => HEADER_FROM.test(line));
  const said = (lines[start] ?? '').slice(0, MAX_LENGTH).replace(/^[^:]*:\*?\s*/, '');
  const [address = ''] = ADDRESS.exec(said) ?? [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() === '');
  const name = said
    .replace(/[<[(].*$/, '')
    .replace(/["'*]/g, '')
    .trim();
  return {
    name: name === address ? '' : name,
    address,
    text: rest
      .slice(end < 0 ? rest.length : end + 1)
      .join('\n')
      .trim(),
  };
}

/** Whether a subject says that somebody passes a mail on. */
export const isPassedOn = (subject: string): boolean => /^(?:wg|fw|fwd|tr|rv)\s*:/i.test(subject);
