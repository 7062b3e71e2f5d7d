import type { Facts } from '../domain/facts.ts';

/** The person as a letter may call them: only what is surely a name. */
export interface Addressee {
  salutation?: 'ms' | 'mr';
  title?: string;
  firstName?: string;
  lastName?: string;
}

/** Letters of any script, and what stands between them in names. */
const NAME = /^(?=\p{L})[\p{L}\p{M}'’.\- ]{1,40}$/u;
/** `evil.example`: a name has no dot before two letters. More than four words are a message. */
const NO_NAME = /\.\p{L}{2}|(?<!\S)(?:\S{1,40} +){4}\S/u;
/** Words that sentences are made of; hardly anybody is called so, and who is gets a letter without a name. */
const SENTENCE =
  /(?<!\S)(?:du|dein|deine|sie|ihr|ihre|wir|ist|sind|bist|hat|haben|hier|jetzt|bitte|kaufen|kauft|klicken|klick|gratis|kostenlos|gewinn|gewonnen|geld|you|your|are|is|we|have|has|here|now|please|buy|click|free|win|won|winner|money|visit|http|https|www)(?!\S)/iu;
const TITLE =
  /^(?:(?:prof|dr)(?:\.|(?=\s|$))\s*(?:-?ing\.|h\.\s?c\.|rer\.\s?\w+\.|med\.|phil\.|jur\.)?\s*)+/i;

const MS = /^(frau|fr\.?|mrs\.?|ms\.?|miss)$/i;
const MR = /^(herrn?|hr\.?|mr\.?)$/i;

/**
 * Who a letter is for, from what a stranger may have typed: whatever could carry a message of somebody else's (an
 * address, a sentence) is no name.
 * @param extra fields of the form that are no facts; `anrede`, `titel`, `salutation`, `title` are looked for
 */
export function addressee(facts: Facts, extra: Readonly<Record<string, unknown>> = {}): Addressee {
  const [first, last] =
    facts.firstName || facts.lastName ? [facts.firstName, facts.lastName] : parted(facts.name);
  const title = [fieldOf(extra, ['titel', 'title']), first, last].map(titleIn).find((found) => found !== '');
  const salutation = salutationIn(fieldOf(extra, ['anrede', 'salutation']));
  const [firstName, lastName] = [nameIn(first), nameIn(last)];
  const isSentence = [first, last].some((part) => SENTENCE.test(part ?? ''));
  if (isSentence) return {};
  return {
    ...(salutation ? { salutation } : {}),
    ...(title ? { title } : {}),
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
  };
}

/** The last word is the family name; a word alone may be either, and neither is a guess to make in a letter. */
function parted(whole = ''): [string?, string?] {
  const words = whole.trim().split(/\s+/);
  return words.length < 2 ? [] : [words.slice(0, -1).join(' '), words.at(-1)];
}

function nameIn(text = ''): string | undefined {
  const bare = text.trim().replace(/\s+/g, ' ').replace(TITLE, '');
  return NAME.test(bare) && !NO_NAME.test(bare) ? bare : undefined;
}

/** `Prof. Dr.` of "Prof. Dr. rer. nat. Anna"; empty if there is none. */
function titleIn(text = ''): string {
  const [found = ''] = TITLE.exec(text.trim()) ?? [];
  const isProfessor = /prof/i.test(found);
  const isDoctor = /dr/i.test(found);
  return [isProfessor ? 'Prof.' : '', isDoctor ? 'Dr.' : ''].filter((part) => part !== '').join(' ');
}

function fieldOf(extra: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const found = Object.entries(extra).find(([key]) => names.includes(key.toLowerCase()))?.[1];
  return typeof found === 'string' ? found.trim() : '';
}

function salutationIn(text: string): Addressee['salutation'] {
  if (MS.test(text)) return 'ms';
  return MR.test(text) ? 'mr' : undefined;
}
