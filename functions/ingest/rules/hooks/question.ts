/** What a question of a form asks for: tools pass on the question as people read it, not a name of a field. */
import { readEmail } from '../email-address.ts';
import { type FieldName, fieldOf } from '../field-names.ts';
import type { Plain } from '../plain-values.ts';

/** What stands before the thing that is asked for: `What is your …`, `Bitte geben Sie Ihre … ein`. */
const BEFORE =
  /^(?:(?:and|und|so|great|super|danke|thanks)[,!]?\s+)?(?:(?:hi|hello|hallo)[,!.]*\s+)?(?:please\s+|bitte\s+|kindly\s+)?(?:what(?:'|’)?s|what (?:is|are)|wh?ich(?: is)?|enter|provide|give us|tell us|share|add|leave us|leave|may we (?:have|know)|can we (?:have|get)|could you (?:give|tell) us|type(?: in)?|wie (?:ist|lauten?|heißt)|was (?:ist|sind)|welche[rs]?(?: ist)?|geben sie(?: uns)?|gib(?: uns)?|nennen sie(?: uns)?|nenne(?: uns)?|tragen sie|hinterlassen sie(?: uns)?|teilen sie uns)?\s*(?:(?:your|the|ihre?[nmrs]?|deine?[nmrs]?|eure?[nmrs]?|an?|eine?[nmrs]?)\s+)?/iu;
/** And what stands after it: `… an`, `… please`, marks, a note in brackets. */
const AFTER = /(?<!\s)\s+(?:an|ein|mit|please|bitte|address of yours)$/iu;
const MARKS = /(?<![\s?!.:*])[\s?!.:*]+$/u;

type Guess = readonly [FieldName, RegExp];
/** In the order in which they are tried. */
const GUESSES: readonly Guess[] = [
  ['email', /\be-?mail\b|e-?mail-?adresse/iu],
  ['firstName', /\b(?:first|given) ?name\b|\bvornamen?\b/iu],
  ['lastName', /\b(?:last|family|sur) ?name\b|\b(?:nach|familien|zu)namen?\b/iu],
  [
    'phone',
    /\b(?:tele)?phone\b|\btelefon|\bmobil(?:e|nummer|funk)|\bhandy|\bwhats ?app\b|\brückruf|\bcall you\b.{0,60}\bnumber\b/iu,
  ],
  [
    'phone',
    /\bunter welcher (?:ruf|telefon)?nummer\b|\bwhat number\b|\b(?:wie|how) .{0,40}\b(?:erreichen|reach)\b/iu,
  ],
  [
    'employees',
    /\b(?:how many|number of) employees\b|\b(?:company|team) size\b|\bhow (?:big|large) is your (?:company|team|organi[sz]ation)|wie groß ist (?:ihr|dein)|wie viele mitarbeiter|\bmitarbeiter(?:zahl|anzahl)/iu,
  ],
  [
    'company',
    /\bcompany(?: name)?[\s?:*]*$|\bcompany do you work\b|\bwhere do you work\b|\b(?:firma|firmenname|unternehmen|organi[sz]ation)[\s?:*]*$|(?:für|in) welche[snmr]? (?:firma|unternehmen)|\bbusiness name\b/iu,
  ],
  [
    'jobTitle',
    /\bjob ?title\b|\byour (?:position|role)\b|\b(?:ihre|deine) (?:position|rolle|funktion)\b|\bberufsbezeichnung/iu,
  ],
  ['postcode', /\b(?:zip|postal|post) ?code\b|\bpostleitzahl|\bplz\b/iu],
  [
    'city',
    /\b(?:your|which|what) (?:city|town)\b|\b(?:ihr|dein|welche[rm]?) (?:wohn)?ort\b|\bin welcher stadt\b/iu,
  ],
  ['country', /\b(?:your|which|what) country\b|\bin welchem land\b|\b(?:ihr|dein) land\b/iu],
  ['budget', /\bbudget\b/iu],
  [
    'timeframe',
    /\bwhen (?:do|would|will|are) you\b.{0,60}\b(?:start|buy|begin|purchase|implement|need)|\btimeline\b|\bbis wann\b|\bwann (?:möchten|wollen|soll|benötigen|brauchen)/iu,
  ],
  ['product', /\b(?:für|an) welche[snm]? produkt|\b(?:which|what) product\b/iu],
  ['website', /\b(?:website|homepage|webseite|internetseite)\b/iu],
  ['name', /\bwie (?:dürfen|sollen|können) wir (?:sie|dich) (?:an(?:sprechen|reden)|nennen)/iu],
  [
    'message',
    /\b(?:how|what) can we (?:help|do)|\bhow may we help|\btell us\b.{0,60}\babout\b|\b(?:your|ihre|deine) (?:message|question|request|inquiry|enquiry|nachricht|frage|anfrage|anliegen)\b|\b(?:message|nachricht|anliegen|comments?|bemerkungen?|mitteilung)\b|(?:wie|womit|wobei|was) (?:können|dürfen|kann) (?:wir|ich)|\banything else|sonst noch|noch etwas/iu,
  ],
  [
    'name',
    /\b(?:full|your|contact|complete) name\b|\bwhat should we call you|\bwho (?:are you|am i)\b|\bwie heißen sie|\bwie heißt du|\b(?:ihr|dein) name\b/iu,
  ],
];
/** `Patient Name`, `Name des Kunden`: a short label with a name in it, unless of a thing. */
const SOME_NAME = /^(?:[\p{L}'’]+\s){0,2}names?(?:\s(?:of|des|der)\s[\p{L}]+)?$/iu;
const NAME_OF_THING =
  /\b(?:company|product|event|pet|dog|cat|file|user|form|project|domain|page|campaign|course|brand|school|firm|datei|produkt|projekt|benutzer|kurs|host|site|team|business|store|shop|group|class|ad|adset|variable)s?\b/iu;
const MAX_GUESSED = 300;

/** The canonical field that a question asks for, or null; the answer must be of that kind. */
export function fieldAsked(words: string, answer: Plain): FieldName | null {
  if (typeof answer === 'boolean' || words.length > MAX_GUESSED) return null;
  const question = words.replaceAll('_', ' ');
  const named =
    fieldNamed(withoutEnd(question.replace(BEFORE, ''))) ??
    fieldNamed(question.replace(/(?<![\s_-])[\s_-]*\d{1,2}$/, ''));
  const guesses = GUESSES.filter(([, asks]) => asks.test(question)).map(([field]) => field);
  // `Wie können wir Sie erreichen?` is answered by a number, or by a sentence.
  const guess = named ?? guesses.find((field) => field !== 'phone' || fits(field, answer)) ?? null;
  const field = guess ?? (SOME_NAME.test(question) && !NAME_OF_THING.test(question) ? 'name' : null);
  return field && fits(field, answer) ? field : null;
}

function withoutEnd(question: string): string {
  return withoutNote(question.replace(MARKS, '')).replace(MARKS, '').replace(AFTER, '');
}

/** `Budget (in EUR)` asks for the budget. */
function withoutNote(text: string): string {
  if (!text.endsWith(')')) return text;
  const start = text.indexOf('(', text.lastIndexOf(')', text.length - 2) + 1);
  return start < 0 ? text : text.slice(0, start);
}

/** `startedAt` and its like steer the intake; nobody is asked for them. */
function fieldNamed(name: string): FieldName | null {
  const field = fieldOf(name);
  return field === 'redirect' || field === 'startedAt' || field === 'channel' || field === 'source'
    ? null
    : field;
}

function fits(field: FieldName, answer: Plain): boolean {
  const text = typeof answer === 'number' ? String(answer) : answer;
  if (typeof text !== 'string') return field === 'message' || field === 'products' || field === 'interest';
  if (field === 'email') return readEmail(text) !== null;
  if (field === 'phone') return text.replace(/\D/g, '').length >= 5 && !text.includes('@');
  if (field === 'website') return /^\S+\.\S+$/.test(text.trim());
  if (field === 'message') return true;
  return text.length <= 200;
}
