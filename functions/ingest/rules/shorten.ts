import type { Plain } from './plain-values.ts';

/** How much may be kept beside the facts, on the lead and in its history; the whole stays with the inquiry as it came. */
const MAX_FIELDS = 60;
const MAX_VALUE = 1000;
const MAX_TOTAL = 12_000;

/** Cuts values that are too long, and leaves out what is too much. */
export function shorten(extra: Record<string, Plain>): { extra: Record<string, Plain>; cut: boolean } {
  const kept: Record<string, Plain> = {};
  let cut = false;
  let total = 0;
  for (const [key, value] of Object.entries(extra)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const size = Math.min(text.length, MAX_VALUE) + key.length;
    if (total + size > MAX_TOTAL || Object.keys(kept).length >= MAX_FIELDS) {
      cut = true;
      continue;
    }
    total += size;
    const long = text.length > MAX_VALUE;
    cut ||= long;
    kept[key] = long ? `${text.slice(0, MAX_VALUE - 1)}…` : value;
  }
  return { extra: kept, cut };
}
