import { createHash } from 'node:crypto';
import { fold } from './rules/text.ts';

/** Shorter texts are alike by chance: "Bitte rufen Sie mich an". */
const LEAST_LETTERS = 40;
/** Texts that a running function remembers, and for how long. */
const MOST_TEXTS = 1_000;
const MEMORY_MS = 3_600_000;
/** Senders of one text that are told apart. */
const MOST_SENDERS = 100;

export type RepeatedText = (text: string, sender: string, now: string) => number;

/**
 * Counts who says the same, in this running function only: what floods us meets the same one again and again, and everybody
 * else costs no write. Hashes are remembered, no texts.
 * @returns how many others said the same words within the last hour
 */
export function repeatedTexts(): RepeatedText {
  const heard = new Map<string, { since: number; senders: Set<string> }>();
  return (text, sender, now) => {
    const words = fold(text);
    if (words.length < LEAST_LETTERS) return 0;
    const key = hash(words);
    const nowMs = Date.parse(now);
    const before = heard.get(key);
    const kept =
      before && nowMs - before.since < MEMORY_MS ? before : { since: nowMs, senders: new Set<string>() };
    const who = hash(sender.toLowerCase());
    const others = kept.senders.size - (kept.senders.has(who) ? 1 : 0);
    if (kept.senders.size < MOST_SENDERS) kept.senders.add(who);
    if (heard.size >= MOST_TEXTS) heard.clear();
    heard.set(key, kept);
    return others;
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
