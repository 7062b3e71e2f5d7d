import { fold, line } from './text.ts';

const SALUTATIONS: Record<string, string> = {
  herr: 'Herr',
  herrn: 'Herr',
  hr: 'Herr',
  mr: 'Herr',
  mister: 'Herr',
  sir: 'Herr',
  monsieur: 'Herr',
  frau: 'Frau',
  fr: 'Frau',
  mrs: 'Frau',
  ms: 'Frau',
  miss: 'Frau',
  madame: 'Frau',
  madam: 'Frau',
};
const TITLE =
  /^(?:(?:univ\.?-?)?prof(?:essor(?:in)?)?|dr|ddr|doktor|doctor|dr\.?-ing|dipl\.?-?\p{L}{2,8}|mag|ing|med|dent|vet|rer|nat|phil|jur|oec|pol|h\.?c|habil|phd|mba|m\.?sc|b\.?sc|m\.?a|b\.?a|ll\.?m)\.?$/iu;
const PARTICLES = new Set(
  'von vom zu zum zur und van der den de het ten ter op da das do dos di del della des du la le el al bin ibn af av'.split(
    ' ',
  ),
);
/** Several people by one last name. */
const SEVERAL = /^(?:familie|fam\.?|eheleute|ehepaar)\s+(?=\S)/i;
/** Looked for only where a run of commas and spaces begins: from each of them on, a long run would take minutes. */
const AFTER = /(?<![,\s])[,\s]+(?:jun|jr|sen|sr|junior|senior)\.?$/i;

export interface PersonName {
  salutation?: 'Herr' | 'Frau';
  title?: string;
  firstName?: string;
  lastName?: string;
  name?: string;
}

/** The salutation that a form names, as we write it; other words (`Divers`, `Firma`) say nothing. */
export function readSalutation(typed: string): 'Herr' | 'Frau' | undefined {
  const known = Object.hasOwn(SALUTATIONS, fold(typed)) ? SALUTATIONS[fold(typed)] : undefined;
  return known === 'Herr' || known === 'Frau' ? known : undefined;
}

/** Takes salutation and titles off the beginning of a name. */
function strip(words: readonly string[]): { salutation?: 'Herr' | 'Frau'; titles: string[]; rest: string[] } {
  const salutation = words.length > 1 ? readSalutation(words[0] ?? '') : undefined;
  const rest = salutation ? words.slice(1) : [...words];
  const end = rest.findIndex((word) => !TITLE.test(word));
  const count = end < 0 ? Math.max(rest.length - 1, 0) : end;
  return { ...(salutation ? { salutation } : {}), titles: rest.slice(0, count), rest: rest.slice(count) };
}

/** A name in all small or all large letters is written as names are. */
function cased(name: string): string {
  if (name !== name.toLowerCase() && name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/\p{L}+/gu, (word) =>
      PARTICLES.has(word) ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    );
}

/**
 * Splits a whole name: `Frau Dr. Anna von der Heide-Kunz`, `Müller, Hans Peter`, `Prof. Dr. med. Li Wei`.
 * One word alone stays the name, since it may be either part; after a salutation it is the last name.
 */
export function splitName(typed: string): PersonName {
  const text = line(typed).replace(AFTER, '');
  if (SEVERAL.test(text)) return { lastName: cased(text.replace(SEVERAL, '')), name: text };
  const [before = '', after, more] = text.split(/ ?, ?/);
  const swapped =
    after !== undefined &&
    more === undefined &&
    after !== '' &&
    !after.split(' ').every((word) => TITLE.test(word));
  const words = (swapped ? `${after} ${before}` : before).split(' ').filter(Boolean);
  const { salutation, titles, rest } = strip(words);
  const common: PersonName = {
    ...(salutation ? { salutation } : {}),
    ...(titles.length > 0 ? { title: titles.join(' ') } : {}),
  };
  return { ...common, ...parts(rest.map(cased), common, swapped ? before.split(' ').length : null) };
}

/** @param lengthOfLast how many of the words are the last name, where a comma told */
function parts(words: readonly string[], common: PersonName, lengthOfLast: number | null): PersonName {
  const name = words.join(' ');
  if (words.length === 0) return {};
  if (words.length === 1) return common.salutation || common.title ? { lastName: name, name } : { name };
  const particle = words.findIndex((word, i) => PARTICLES.has(word) && i < words.length - 1);
  const start = lengthOfLast ? words.length - lengthOfLast : particle >= 0 ? particle : words.length - 1;
  const firstName = words.slice(0, Math.max(start, 0)).join(' ');
  const lastName = words.slice(Math.max(start, 0)).join(' ');
  return { ...(firstName ? { firstName } : {}), lastName, name };
}

/**
 * The name out of all that a form says of it; separate fields win over the whole name.
 * @param said as typed; `title` may also hold a salutation
 */
export function readName(said: {
  name?: string;
  firstName?: string;
  lastName?: string;
  salutation?: string;
  title?: string;
}): PersonName {
  const whole = said.name ? splitName(said.name) : {};
  const first = strip(
    line(said.firstName ?? '')
      .split(' ')
      .filter(Boolean),
  );
  const last = strip(
    line(said.lastName ?? '')
      .split(' ')
      .filter(Boolean),
  );
  const firstName = cased(first.rest.join(' ')) || whole.firstName;
  // German forms ask for "Vorname" and "Name": beside a first name, the name is the last name.
  const lastName =
    cased(last.rest.join(' ')) ||
    (whole.firstName ? whole.lastName : first.rest.length > 0 ? whole.name : whole.lastName);
  const title = [...first.titles, ...last.titles].join(' ') || line(said.title ?? '') || whole.title;
  const salutation =
    readSalutation(said.salutation ?? '') ?? first.salutation ?? last.salutation ?? whole.salutation;
  const several = firstName === undefined && SEVERAL.test(line(said.name ?? ''));
  const name = several ? whole.name : [firstName, lastName].filter(Boolean).join(' ') || whole.name;
  return {
    ...(salutation ? { salutation } : {}),
    ...(title ? { title } : {}),
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
    ...(name ? { name } : {}),
  };
}
