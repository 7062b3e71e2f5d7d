import { dateOf, localDays } from '../../../shared/domain/local-days.ts';
import type { Language } from './words.ts';

/** Whose clock and language a page speaks. */
export interface Place {
  language: Language;
  timeZone: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Making a formatter takes a hundred times as long as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** An instant as date and time of day. */
export function timeText(instant: string, { language, timeZone }: Place): string {
  const key = `${language} ${timeZone}`;
  const clock =
    clocks.get(key) ??
    new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  clocks.set(key, clock);
  return clock.format(new Date(instant));
}

const distances: Record<Language, Intl.RelativeTimeFormat> = {
  de: new Intl.RelativeTimeFormat('de'),
  en: new Intl.RelativeTimeFormat('en'),
};

/** How far away an instant is: `in 3 hours`, `2 days ago`. Both are ISO instants. */
export function distanceText(instant: string, now: string, language: Language): string {
  const { size, unit } = rounded(Date.parse(instant) - Date.parse(now));
  return distances[language].format(size, unit);
}

const spans = new Map<string, Intl.NumberFormat>();

/** How long it is since an instant: `3 hours`. */
export function ageText(since: string, now: string, language: Language): string {
  const { size, unit } = rounded(Date.parse(now) - Date.parse(since));
  const key = `${language} ${unit}`;
  const span =
    spans.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  spans.set(key, span);
  return span.format(Math.max(0, size));
}

function rounded(milliseconds: number): { size: number; unit: 'minute' | 'hour' | 'day' } {
  const far = Math.abs(milliseconds);
  if (far < HOUR_MS) return { size: Math.trunc(milliseconds / MINUTE_MS), unit: 'minute' };
  if (far < 2 * DAY_MS) return { size: Math.trunc(milliseconds / HOUR_MS), unit: 'hour' };
  return { size: Math.trunc(milliseconds / DAY_MS), unit: 'day' };
}

/** The day that it is in a time zone, as `yyyy-mm-dd`. @param now ISO instant */
export function dayIn(timeZone: string, now: string): string {
  return dateOf(localDays(timeZone).wallClock(Date.parse(now)).day);
}

/** A day, given as `yyyy-mm-dd`. */
export function dayText(date: string, language: Language): string {
  return new Date(date).toLocaleDateString(language, { timeZone: 'UTC', dateStyle: 'medium' });
}
