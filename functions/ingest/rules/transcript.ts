/** What a person wrote in a chat, out of its transcript (R36): what the bot or the agent said is no wish of theirs. */
import { isPlainObject, type Plain } from './plain-values.ts';
import { block, fold } from './text.ts';

/** What chat tools call the transcript. */
const NAMES = new Set(
  [
    'transcript',
    'chat transcript',
    'chat',
    'chat log',
    'chatverlauf',
    'conversation',
    'messages',
    'verlauf',
  ].map(fold),
);
/** What they call the side of the person, and their own. */
const PERSON = new Set(
  'user,visitor,customer,client,guest,person,lead,contact,end user,you,me,besucher,besucherin,kunde,kundin,gast,interessent,interessentin,nutzer,nutzerin,ich'
    .split(',')
    .map(fold),
);
const OURS = new Set(
  'bot,chatbot,assistant,agent,operator,system,ai,support,admin,automation,model,tool,berater,beraterin,mitarbeiter,mitarbeiterin'
    .split(',')
    .map(fold),
);
const WHO = ['role', 'from', 'sender', 'author', 'type', 'name', 'von'];
const SAID = ['text', 'message', 'content', 'body', 'nachricht'];
/** Turns and characters that are looked at. */
const MOST_TURNS = 500;
const MOST_CHARACTERS = 100_000;

/** Whether a field of this name holds what was said in a chat, by both sides. */
export const isTranscript = (name: string): boolean => NAMES.has(fold(name));

interface Turn {
  who: string;
  said: string;
}

/**
 * The person's own words in the transcript among the fields that have no other meaning, one turn a line.
 * @returns null where there is no transcript; an empty text where the person said nothing in it
 */
export function wordsInChat(extra: Readonly<Record<string, Plain>>): string | null {
  const [, transcript] = Object.entries(extra).find(([name]) => isTranscript(name)) ?? [];
  const turns = transcript === undefined ? [] : turnsOf(transcript);
  if (turns.length === 0) return null;
  const named = turns.some(({ who }) => PERSON.has(who));
  const own = turns.filter(({ who }) => (named ? PERSON.has(who) : !OURS.has(who)));
  return block(own.map(({ said }) => said).join('\n')).slice(0, MOST_CHARACTERS);
}

function turnsOf(transcript: Plain): Turn[] {
  if (Array.isArray(transcript)) return transcript.slice(0, MOST_TURNS).flatMap((each) => turnOf(each) ?? []);
  return typeof transcript === 'string' ? turnsInText(transcript.slice(0, MOST_CHARACTERS)) : [];
}

function turnOf(value: Plain): Turn | null {
  if (!isPlainObject(value)) return null;
  const textUnder = (names: readonly string[]) =>
    names.map((name) => value[name]).find((each) => typeof each === 'string' && each.trim() !== '');
  const [who, said] = [textUnder(WHO), textUnder(SAID)];
  return typeof who === 'string' && typeof said === 'string' ? { who: fold(who), said } : null;
}

/** `[10:02] Visitor: …`; a line without a name goes on with what was said before it. */
function turnsInText(text: string): Turn[] {
  const turns: Turn[] = [];
  for (const each of block(text).split('\n')) {
    const begun = /^(?:[[(]?[\d:.,/\- TZ]{4,30}[\])]?\s)?(\p{L}[\p{L} ._-]{0,39}):\s(.*)$/u.exec(each);
    const last = turns.at(-1);
    if (begun) turns.push({ who: fold(begun[1] ?? ''), said: begun[2] ?? '' });
    else if (last) last.said += `\n${each}`;
    if (turns.length === MOST_TURNS) break;
  }
  return turns;
}
