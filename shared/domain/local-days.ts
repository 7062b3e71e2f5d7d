/** Days of the wall clock in a time zone, also those on which the clocks are changed. Days count from 1970-01-01. */
import { Fault } from './faults.ts';

export const DAY = 86_400_000;
/** Days kept before a cache is emptied: ten years. */
const CACHED_DAYS = 3660;

/** Instants from `from` to `to` (not included), in milliseconds. */
export type Span = { from: number; to: number };

/** A piece of a local day during which the offset from UTC stays the same. */
type Piece = Span & { offset: number };

export interface LocalDays {
  /** One piece, or two on a day on which the clocks are changed. */
  pieces(day: number): Piece[];
  /** The local day and the milliseconds since its midnight that the wall clock shows. */
  wallClock(at: number): { day: number; time: number };
  /** The first instant of a day at which the wall clock shows a time or, where the clocks skip it, has passed it. */
  instantOf(day: number, time: number): number;
}

const zones = new Map<string, LocalDays>();

/** The days of a time zone, such as `Europe/Berlin`. */
export function localDays(timeZone: string): LocalDays {
  const known = zones.get(timeZone);
  if (known) return known;
  const days = makeLocalDays(offsetsOf(timeZone));
  zones.set(timeZone, days);
  return days;
}

/** A day as `yyyy-mm-dd`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Keeps what was computed for a day or year. */
export function remember<T>(compute: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= CACHED_DAYS) known.clear();
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}

function makeLocalDays(offsetAt: (instant: number) => number): LocalDays {
  const offsetAtMidnight = remember((utcDay) => offsetAt(utcDay * DAY));

  const pieces = remember((day): Piece[] => {
    // A local day lies within these two midnights in any time zone.
    const [before, after] = [offsetAtMidnight(day - 1), offsetAtMidnight(day + 2)];
    const whole = (offset: number) => ({ from: day * DAY - offset, to: (day + 1) * DAY - offset, offset });
    if (before === after) return [whole(before)];
    const change = changeBetween(offsetAt, (day - 1) * DAY, (day + 2) * DAY);
    const [first, second] = [whole(before), whole(after)];
    return [
      { ...first, to: Math.min(first.to, change) },
      { ...second, from: Math.max(second.from, change) },
    ].filter(({ from, to }) => from < to);
  });

  return {
    pieces,
    wallClock: (at) => {
      const guess = Math.floor(at / DAY);
      for (const day of [guess, guess + 1, guess - 1]) {
        const piece = pieces(day).find(({ from, to }) => from <= at && at < to);
        if (piece) return { day, time: at + piece.offset - day * DAY };
      }
      throw new Fault('day-not-found', { retryable: false, detail: new Date(at).toISOString() });
    },
    instantOf: (day, time) => {
      for (const { from, to, offset } of pieces(day)) {
        const at = day * DAY + time - offset;
        if (at < to) return Math.max(at, from);
      }
      return pieces(day).at(-1)?.to ?? day * DAY + time;
    },
  };
}

/** The instant between two instants of different offset at which the clocks are changed. */
function changeBetween(offsetAt: (instant: number) => number, before: number, after: number): number {
  const first = offsetAt(before);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === first) low = middle;
    else high = middle;
  }
  return high;
}

/** Offsets from UTC of a time zone, in milliseconds. */
function offsetsOf(timeZone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (instant) => {
    const parts = clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}
