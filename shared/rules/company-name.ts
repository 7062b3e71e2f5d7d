/** Legal forms as `words` leaves them, without dots and spaces; what joins them (`& Co.`) goes too. */
const FORMS = new Set(
  `gmbh ggmbh mbh gesmbh mbb ug haftungsbeschraenkt ag kg kgaa ohg gbr se ev eg ek ekfm ekfr egbr partg partgmbb vvag
  co cie compagnie inc incorporated corp corporation llc ltd limited plc llp lp pllc pc sa sas sasu sarl sagl srl spa sca scs snc
  bv nv cv vof oy oyj ab aps as asa kft zrt nyrt bt doo dd ood eood sro zoo spzoo pty pte bhd sdnbhd kk gk
  aktiengesellschaft aktiebolag aktiebolaget aktieselskab kommanditgesellschaft handelsgesellschaft
  company gesellschaft kabushiki kaisha gesellschaftmitbeschraenkterhaftung spolsro gmbhig gmbhil ugig agil`.split(
    /\s+/,
  ),
);
/** Legal forms only where a name ends: elsewhere they are words. */
const AT_END = new Set(['eu', 'sl', 'slu', 'egmbh']);
const LINKS = new Set(['und', 'and', 'et', 'the', 'y', 'u']);

/** Legal forms of several words, as `plain` leaves them, and the short one that says the same. */
const LONG_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bgesellschaft mit beschraenkter haftung\b/g, 'gmbh'],
  [/\bges (?:mbh|m b h)\b/g, 'gmbh'],
  [/\bspol s r o\b/g, 'sro'],
  [/\bsp z o ?o\b/g, 'spzoo'],
  // About to be founded, or being wound up.
  [/\b(?:gmbh|ug|ag) i ?[gl]\b/g, 'gmbh'],
];

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Latin letters and digits in words. All that legal forms need: tables for every script would cost the intake 35 kB. */
function latin(text: string): string {
  return text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f'`´]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The words with which those begin, and go on: without two such words none is looked for. */
const [LONG_FORM_BEGINS, LONG_FORM_GOES_ON] = [
  new Set(['gesellschaft', 'ges', 'spol', 'sp', 'gmbh', 'ug', 'ag']),
  new Set(['mit', 'mbh', 'm', 's', 'z', 'i', 'ig', 'il']),
];

function withShortForms(words: readonly string[]): readonly string[] {
  const mayHave = words.some(
    (word, i) => LONG_FORM_BEGINS.has(word) && LONG_FORM_GOES_ON.has(words[i + 1] ?? ''),
  );
  if (!mayHave) return words;
  return LONG_FORMS.reduce((name, [long, form]) => name.replace(long, form), words.join(' ')).split(' ');
}

/** Joins letters that stand alone: `g m b h` (from G.m.b.H.) is `gmbh`, `d s m n v` (from D.S.M. N.V.) is `dsm nv`. */
function joined(words: readonly string[]): string[] {
  const out: string[] = [];
  let run = '';
  for (const word of [...words, '']) {
    if (word.length === 1 && word >= 'a') {
      run += word;
      continue;
    }
    if (run) out.push(...formOff(run));
    run = '';
    if (word) out.push(word);
  }
  return out;
}

/** Letters of which the last ones are a legal form, apart from it. */
function formOff(run: string): string[] {
  if (FORMS.has(run)) return [run];
  for (let at = 1; at < run.length - 1; at++) {
    if (FORMS.has(run.slice(at))) return [run.slice(0, at), run.slice(at)];
  }
  return [run];
}

/**
 * The words that tell a company from others: legal forms off, wherever they stand.
 * @param plainWords as `plainWords` leaves them
 * @returns all words where nothing else would be left
 */
export function companyWords(plainWords: readonly string[]): string[] {
  const words = joined(withShortForms(plainWords));
  const telling = words.filter(
    (word, i) => !FORMS.has(word) && !LINKS.has(word) && !(AT_END.has(word) && i === words.length - 1),
  );
  return telling.length > 0 ? telling : words;
}

/** Whether a name says that it is a company's. */
export function hasLegalForm(text: string): boolean {
  return joined(latin(text).split(' '))
    .slice(1)
    .some((word) => FORMS.has(word));
}

/** Words that a legal form has at most: `S. à r. l.` */
const LONGEST_FORM = 4;

/**
 * The name of a company as people say it: `Alpen-Bau Köln GmbH & Co. KG` is `Alpen-Bau Köln`.
 * @returns the name as it was written where it is nothing but legal forms
 */
export function organisationName(company: string): string {
  const words = company.split(/[\s,]+/).filter(Boolean);
  let end = words.length;
  for (let off = formAtEnd(words, end); off > 0; off = formAtEnd(words, end)) end -= off;
  return end > 0 ? company.slice(0, endOf(company, words.slice(0, end))) : company;
}

/** How many of the last words are one legal form, or what joins two of them. */
function formAtEnd(words: readonly string[], end: number): number {
  for (let count = Math.min(LONGEST_FORM, end); count > 0; count--) {
    const last = words.slice(end - count, end);
    const form = latin(last.join('')).replaceAll(' ', '');
    const isForm = FORMS.has(form) || AT_END.has(form);
    if (isForm || (form === '' && count === 1) || (LINKS.has(form) && end < words.length)) return count;
  }
  return 0;
}

/** Where the last of the words ends in the name. */
function endOf(company: string, words: readonly string[]): number {
  return words.reduce((from, word) => company.indexOf(word, from) + word.length, 0);
}
