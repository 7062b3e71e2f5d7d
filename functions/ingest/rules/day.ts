import { fold, line } from './text.ts';

const MONTHS = [
  ['januar', 'jaenner', 'january', 'jan'],
  ['februar', 'feber', 'february', 'feb'],
  ['maerz', 'march', 'mrz', 'mar'],
  ['april', 'apr'],
  ['mai', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nov'],
  ['dezember', 'december', 'dez', 'dec'],
];

/** 1–12 for the name of a month in German or English, else null. */
export function monthOf(word: string): number | null {
  const found = MONTHS.findIndex((names) => names.includes(fold(word)));
  return found < 0 ? null : found + 1;
}

/** A calendar day as `yyyy-mm-dd`, or null if there is no such day. */
export function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** The day so many days or months after another; the 31st becomes the last of a shorter month. */
export function later(day: string, by: { months?: number; days?: number }): string {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + (by.months ?? 0));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last) + (by.days ?? 0));
  return date.toISOString().slice(0, 10);
}

/** Two digits: the century that lies nearest, not more than ten years ahead. */
function fullYear(digits: string, now: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const limit = Number(now.slice(0, 4)) + 10;
  return 2000 + year > limit ? 1900 + year : 2000 + year;
}

/**
 * Reads a day: ISO (with or without time), `31.12.2026`, `31/12/26`, `31. Dezember 2026`, `December 31, 2026`.
 * Numbers with dots or slashes are day first, as in Europe, unless only month first makes sense.
 * @param now ISO instant, for years of two digits
 */
export function readDay(typed: string, now: string): string | null {
  const text = line(typed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /^(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})$/.exec(text);
  if (numeric) {
    const [, one = '', two = '', digits = ''] = numeric;
    const year = fullYear(digits, now);
    return (
      dayOf(year, Number(two), Number(one)) ??
      (text.includes('/') ? dayOf(year, Number(one), Number(two)) : null)
    );
  }
  const worded =
    /^(?<day>\d{1,2})(?:\.|st|nd|rd|th)?\s*(?:of\s)?(?<month>\p{L}+)\.?,?\s(?<year>\d{4})$/iu.exec(text) ??
    /^(?<month>\p{L}+)\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?<year>\d{4})$/iu.exec(text);
  const month = monthOf(worded?.groups?.month ?? '');
  return worded?.groups && month ? dayOf(Number(worded.groups.year), month, Number(worded.groups.day)) : null;
}

/** Reads an instant: ISO with time zone as it is, without one as UTC, also behind a German date; a day alone is noon UTC. */
export function readInstant(typed: string, now: string): string | null {
  const text = line(typed);
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) {
    const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
    const at = new Date(zoned.replace(' ', 'T'));
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
  }
  const timed = /^(.+?),? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?uhr)?$/i.exec(text);
  const day = readDay(timed?.[1] ?? text, now);
  if (!day) return null;
  const [hours = '12', minutes = '00', seconds = '00'] = timed?.slice(2) ?? [];
  const at = new Date(`${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
