import {
  addBusinessMinutes,
  businessMinutesBetween,
  type Calendar,
  regions,
} from '../../shared/domain/business-time.ts';

/** Two years with a leap day and four changes of the clocks. */
const FROM = Date.UTC(2027, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;
const MINUTES = (UNTIL - FROM) / MINUTE;
/** Longest deadline that is asked for: some two weeks of open time. */
const LONGEST = 6000;
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

type Region = Exclude<(typeof regions)[number], 'none'>;
const states = regions.filter((region): region is Region => region !== 'none');

/**
 * Asks for random deadlines in all 16 German states and holds each against a table that says of every minute of two years
 * whether it is open. The table knows holidays, weekdays and summer time by its own arithmetic.
 * @param cases how many deadlines; the same ones in every run
 * @returns wrong ones, as text, and the time that one deadline takes in microseconds
 */
export function compareWithOracle(cases: number): { wrong: string[]; microseconds: number } {
  const random = generator(20_270_101);
  const wrong: string[] = [];
  let spent = 0;
  for (const state of states) {
    const calendar = randomCalendar(state, random);
    const { rank, openMinutes } = tableOf(calendar, state);
    for (let i = 0; i < cases / states.length; i++) {
      const start = Math.floor(random() * MINUTES * 0.94);
      const minutes = 1 + Math.floor(random() * LONGEST);
      const last = openMinutes[(rank[start] ?? 0) + minutes - 1];
      if (last === undefined) continue;
      const [from, expected] = [instant(start), instant(last + 1)];
      const began = process.hrtime.bigint();
      const found = addBusinessMinutes(from, minutes, calendar);
      spent += Number(process.hrtime.bigint() - began);
      const between = i % 8 === 0 ? businessMinutesBetween(from, expected, calendar) : minutes;
      if (found !== expected || between !== minutes)
        wrong.push(`${state}: ${from} + ${minutes} min is ${expected}, not ${found} (${between} between)`);
    }
  }
  return { wrong, microseconds: spent / 1000 / cases };
}

const instant = (minute: number): string => new Date(FROM + minute * MINUTE).toISOString();

/** For each minute how many open ones come before it, and the open minutes in order. */
function tableOf(calendar: Calendar, state: Region): { rank: Int32Array; openMinutes: Int32Array } {
  const rank = new Int32Array(MINUTES);
  const open = new Int32Array(MINUTES);
  const closed = new Set([2027, 2028].flatMap((year) => holidays(year, state)));
  let count = 0;
  let day = -1;
  let spans: (readonly [number, number])[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    const local = FROM + minute * MINUTE + offset(FROM + minute * MINUTE);
    const today = Math.floor(local / DAY);
    if (today !== day) {
      day = today;
      const weekday = WEEK[new Date(today * DAY).getUTCDay()] ?? 'sun';
      spans = closed.has(today) ? [] : (calendar.open[weekday] ?? []).map(([a, b]) => [time(a), time(b)]);
    }
    rank[minute] = count;
    const now = (local - today * DAY) / MINUTE;
    if (spans.some(([begin, end]) => begin <= now && now < end)) open[count++] = minute;
  }
  return { rank, openMinutes: open.subarray(0, count) };
}

const time = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Central European time: summer from the last Sunday of March to that of October, 1:00 UTC each (Directive 2000/84/EC). */
const summers = [2027, 2028].map((year) => {
  const change = (month: number) => {
    const last = new Date(Date.UTC(year, month, 31));
    return last.getTime() - last.getUTCDay() * DAY + 3_600_000;
  };
  return [change(2), change(9)] as const;
});

const offset = (at: number): number =>
  summers.some(([begin, end]) => at >= begin && at < end) ? 7_200_000 : 3_600_000;

/** Public holidays by the laws of the states, as days since 1970; those on Sundays are left out, all are closed then. */
function holidays(year: number, state: Region): number[] {
  const on = (month: number, day: number) => Date.UTC(year, month - 1, day) / DAY;
  const easter = easterOf(year);
  const some = (list: string, day: number) => (list.split(' ').includes(state) ? [day] : []);
  const weekdayOf22 = new Date(Date.UTC(year, 10, 22)).getUTCDay();
  return [
    ...[on(1, 1), on(5, 1), on(10, 3), on(12, 25), on(12, 26)],
    ...[easter - 2, easter + 1, easter + 39, easter + 50],
    ...some('BW BY ST', on(1, 6)),
    ...some('BE MV', on(3, 8)),
    ...some('BW BY HE NW RP SL', easter + 60),
    // In Bavaria where most are Catholic, which is 1,704 of 2,056 communities: nobody is promised anything on that day.
    ...some('BY SL', on(8, 15)),
    ...some('TH', on(9, 20)),
    ...some('BB HB HH MV NI SN ST SH TH', on(10, 31)),
    ...some('BW BY NW RP SL', on(11, 1)),
    // The Wednesday before 23 November.
    ...some('SN', on(11, 22) - ((weekdayOf22 + 4) % 7)),
  ];
}

/** Easter Sunday as days since 1970, by the method of Meeus and Butcher. */
function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + d + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / DAY;
}

/** One to three spans a day, now and then none; closed on Sundays. */
function randomCalendar(region: Region, random: () => number): Calendar {
  const text = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const hours = () => {
    const cuts = Array.from({ length: 2 + 2 * Math.floor(random() * 3) }, () => Math.floor(random() * 1441));
    const ordered = [...new Set(cuts)].sort((a, b) => a - b);
    return ordered.flatMap((cut, i) =>
      i % 2 === 1 ? [[text(ordered[i - 1] ?? 0), text(cut)] as const] : [],
    );
  };
  const open = Object.fromEntries(WEEK.map((day) => [day, day === 'sun' ? [] : hours()]));
  return { timeZone: 'Europe/Berlin', region, open, days: [] };
}

/** Mulberry32: the same cases in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
