import type { blockForms, IdentityDocument } from '../../../../shared/rules/identity.ts';
import { cologne } from './cologne.ts';
import type { Portrait } from './portrait.ts';
import type { Value } from './value.ts';

/** Entries that one lead has in the index. */
export const MOST_KEYS = 3;
/** Leads that one lead is compared with. */
export const MOST_CANDIDATES = 25;

/**
 * Leads that one key brings, the newest: an equal share of them. A key that many people have tells little, and what the
 * three bring together fits into one read unit each, however many leads there are.
 */
export const MOST_OF_A_KEY = Math.floor(MOST_CANDIDATES / MOST_KEYS);

/**
 * Leads that a crowded key brings, the newest. What more than eight share says next to nothing about who is who, and grows
 * with the stock; but who writes twice mostly does so soon.
 */
const MOST_OF_A_CROWD = 2;

/** Last digits of a phone number that tell the subscriber, with or without area code. */
const SUBSCRIBER = 7;

/** The forms in which a value can be part of a blocking key; '' where the value does not have the form. */
export const forms: Readonly<Record<string, (value: Value) => string>> = {
  whole: ({ text, number }) => (number && number !== text ? `${text} ${number}` : text),
  sound: ({ sound }) => (sound.length > 1 ? sound : ''),
  start: ({ text }) => text.slice(0, 3),
  initial: ({ text }) => text.slice(0, 1),
  number: ({ number }) => number,
  tail: ({ text }) => (text.length >= SUBSCRIBER - 1 ? text.slice(-SUBSCRIBER) : ''),
  local: ({ words }) => ((words[0]?.length ?? 0) > 3 ? (words[0] ?? '') : ''),
  area: ({ text }) => text.slice(0, 2),
  year: ({ text }) => text.slice(0, 4),
  day: ({ text }) => text.slice(4),
  rare: ({ words, bits }) => cologne(words[bits.indexOf(Math.max(...bits))] ?? ''),
} satisfies Record<(typeof blockForms)[number], (value: Value) => string>;

/**
 * Makes the function that gives a person's blocking keys: those who share one are compared.
 * @returns at most three keys, by the first blocks of the document for which everything is known
 */
export function blockKeysBy({ blocks, fields }: Pick<IdentityDocument, 'blocks' | 'fields'>) {
  const recipes = blocks.map((block, i) => ({
    name: String(i),
    parts: block.map((part) => {
      const [name = '', form = ''] = [
        part.slice(0, part.lastIndexOf('.')),
        part.slice(part.lastIndexOf('.') + 1),
      ];
      return { field: fields.findIndex((field) => field.name === name), form: forms[form] ?? (() => '') };
    }),
  }));
  return (portrait: Portrait): string[] => {
    const keys: string[] = [];
    for (const { name, parts } of recipes) {
      if (keys.length === MOST_KEYS) break;
      const values = parts.map(({ field, form }) => {
        const value = portrait.value(field);
        return value ? form(value) : '';
      });
      if (values.every((value) => value !== '')) keys.push(`${name}:${values.join('|')}`);
    }
    return keys;
  };
}

/** Entries that are read of a key: one more tells that it is crowded, and one may be the lead's own. */
export const READ_OF_A_KEY = MOST_OF_A_KEY + 2;

/**
 * Chooses whom to compare with, out of those found by each key.
 * @param lists per key the others, the most telling key first, newest first; more than eight of a key say that it is crowded
 * @returns at most 24, taken from all keys in turn so that a common key does not crowd out the others
 */
export function candidates<T>(lists: readonly (readonly T[])[]): T[] {
  const found = lists.map((list) => (list.length > MOST_OF_A_KEY ? list.slice(0, MOST_OF_A_CROWD) : list));
  const chosen = new Set<T>();
  const longest = Math.max(0, ...found.map((list) => list.length));
  for (let i = 0; i < longest; i++) {
    for (const list of found) {
      const candidate = list[i];
      if (candidate !== undefined && chosen.size < MOST_CANDIDATES) chosen.add(candidate);
    }
  }
  return [...chosen];
}
