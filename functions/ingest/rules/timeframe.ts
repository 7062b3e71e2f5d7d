import { dayOf, later, monthOf, readDay } from './day.ts';
import { foldWords, line } from './text.ts';

const NUMBERS: Record<string, number> = {
  ein: 1,
  eine: 1,
  einem: 1,
  einen: 1,
  einer: 1,
  eines: 1,
  a: 1,
  an: 1,
  one: 1,
  zwei: 2,
  two: 2,
  drei: 3,
  three: 3,
  vier: 4,
  four: 4,
  fuenf: 5,
  five: 5,
  sechs: 6,
  six: 6,
  sieben: 7,
  seven: 7,
  acht: 8,
  eight: 8,
  neun: 9,
  nine: 9,
  zehn: 10,
  ten: 10,
  elf: 11,
  eleven: 11,
  zwoelf: 12,
  twelve: 12,
};
const UNITS: readonly (readonly [RegExp, (n: number) => { months?: number; days?: number }])[] = [
  [/^(tag|tage|tagen|day|days|d)$/, (n) => ({ days: n })],
  [/^(woche|wochen|week|weeks|w|wk|wks|kw)$/, (n) => ({ days: 7 * n })],
  [/^(monat|monate|monaten|monats|month|months|mon|mo)$/, (n) => ({ months: n })],
  [/^(quartal|quartale|quartalen|quarter|quarters)$/, (n) => ({ months: 3 * n })],
  [/^(halbjahr|halbjahre|halbes jahr|halben jahr|half year|half a year)$/, (n) => ({ months: 6 * n })],
  [/^(jahr|jahre|jahren|jahres|year|years|y|yr|yrs)$/, (n) => ({ months: 12 * n })],
];
const NOW =
  /^(jetzt|now|sofort|ab sofort|umgehend|schnellstmoeglich|so schnell wie moeglich|so bald wie moeglich|sobald wie moeglich|baldmoeglichst|baldmoeglich|unverzueglich|asap|as soon as possible|immediately|immediate|right away|heute|today|dringend|urgent|kurzfristig|eilt)$/;
/** Words that lead up to a span and do not change it. */
const LEAD =
  /^(?:(?:in|innerhalb|within|binnen|naechsten?|next|kommenden?|coming|den|der|die|das|dem|the|von|of|ca|circa|etwa|about|bis|by|until|ab|ueber|over|mehr als|more than|mindestens|at least|unter|under|less than|weniger als|spaetestens|voraussichtlich|zu|zum|im|noch|still|kauf|purchase|up to|maximal|max) )+/;
const LAST_MONTH_OF: Record<string, number> = {
  fruehjahr: 5,
  fruehling: 5,
  spring: 5,
  sommer: 8,
  summer: 8,
  herbst: 11,
  autumn: 11,
  fall: 11,
  winter: 12,
};

/**
 * Reads when somebody wants to decide, as the day by which it is: `now`, `3 weeks`, `in 3–6 Monaten` (the longer),
 * `P2M`, a date, `nächstes Quartal`, `Q3 2027`, `Ende März`, `Mitte 2027`, `im Herbst`.
 * @param now ISO instant
 * @returns `yyyy-mm-dd`, or null where it cannot be told
 */
export function readTimeframe(typed: string, now: string): string | null {
  const today = now.slice(0, 10);
  const day = readDay(typed, now);
  if (day) return day;
  const iso = isoDuration(line(typed).toUpperCase());
  if (iso) return later(today, iso);
  const words = foldWords(line(typed).replace(/(\d)[.,](\d)/g, '$1 $2'));
  if (NOW.test(words)) return today;
  return span(words, today) ?? relative(words, today) ?? named(words, today);
}

function isoDuration(text: string): { months: number; days: number } | null {
  const found =
    /^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:\d+M)?(?:\d+S)?)?$/.exec(
      text,
    );
  if (!found || text === 'P' || text.endsWith('T')) return null;
  const [years, months, weeks, days, hours] = found.slice(1).map((digits) => Number(digits ?? 0));
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0) + Math.ceil((hours ?? 0) / 24),
  };
}

/** `3 monaten`, `3 bis 6 monaten`, `einem halben jahr`, `12 monate und mehr` */
function span(words: string, today: string): string | null {
  const bare = words.replace(LEAD, '');
  const half =
    /^(?:(?:ein|eine|einem|einen|a) )?(halben? jahr|halbes jahr|half a year|half year|halbjahr)$/.test(bare);
  if (half) return later(today, { months: 6 });
  const [, first = '', last = first, unit = ''] =
    /^(\w+) (?:(?:bis|to|und|and|oder|or)? ?(\w+) )?([a-z]+)(?: (?:und mehr|or more|oder mehr|oder spaeter|or later|maximal))?$/.exec(
      bare,
    ) ??
    /^(\d+)()([a-z]+)$/.exec(bare) ??
    [];
  const number = count(last || first);
  const by = UNITS.find(([word]) => word.test(unit))?.[1];
  return number === null || count(first) === null || !by ? null : later(today, by(number));
}

function count(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  return NUMBERS[word] ?? null;
}

/** `diese woche`, `naechsten monat`, `dieses quartal`, `next year`, `jahresende`, `morgen` */
function relative(words: string, today: string): string | null {
  if (/^(morgen|tomorrow)$/.test(words)) return later(today, { days: 1 });
  if (
    /^(?:(?:bis|zum|by|am|at|the|noch) )*(jahresende|ende des jahres|end of (the )?year|year end)$/.test(
      words,
    )
  )
    return `${today.slice(0, 4)}-12-31`;
  const [, which = '', unit = ''] =
    /^(?:(?:noch|im|in|zum|zu|bis|ende|end of|by|the|des|anfang|mitte|erst) )*(dies\w*|laufend\w*|aktuell\w*|this|current|naechst\w*|kommend\w*|next|coming) (woche|week|monats?|month|quartals?|quarter|jahr|jahres|year|halbjahr)$/.exec(
      words,
    ) ?? [];
  if (!unit) return null;
  const next = /^(naechst|kommend|next|coming)/.test(which) ? 1 : 0;
  const [year = 0, month = 0] = today.split('-').map(Number);
  if (/^(woche|week)$/.test(unit)) return endOfWeek(today, next);
  if (/^(monat|month)/.test(unit)) return lastOf(year, month + next);
  if (/^(quart)/.test(unit)) return lastOf(year, (Math.floor((month - 1) / 3) + 1 + next) * 3);
  if (unit === 'halbjahr') return lastOf(year, (Math.floor((month - 1) / 6) + 1 + next) * 6);
  return `${year + next}-12-31`;
}

/** Sunday of this week or of a later one. */
function endOfWeek(today: string, weeks: number): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  return later(today, { days: 7 - weekday + 7 * weeks });
}

function lastOf(year: number, month: number): string {
  const first = dayOf(year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1) ?? `${year}-12-01`;
  return later(later(first, { months: 1 }), { days: -1 });
}

/** `q3 2027`, `3 quartal 2027`, `maerz 2027`, `ende maerz`, `mitte 2027`, `herbst`: without a year the next one to come. */
function named(words: string, today: string): string | null {
  const bare = words.replace(LEAD, '');
  const [, part = '', what = '', digits] =
    /^(?:(anfang|mitte|ende|early|mid|late|end of|beginning of) )?(?:(q ?[1-4]|[1-4] quartal|[1-4]st quarter|[a-z]+) ?)?(\d{4}|\d{2})?$/.exec(
      bare,
    ) ?? [];
  const year = digits === undefined ? null : Number(digits.length === 2 ? `20${digits}` : digits);
  if (!what) return year === null || digits?.length !== 4 ? null : partOfYear(part, year);
  const quarter = /^q ?([1-4])$|^([1-4]) ?quartal$/.exec(what);
  const month = quarter ? Number(quarter[1] ?? quarter[2]) * 3 : (monthOf(what) ?? LAST_MONTH_OF[what]);
  if (!month) return null;
  const thisYear = Number(today.slice(0, 4));
  const end = lastOf(year ?? thisYear, month);
  return year === null && end < today ? lastOf(thisYear + 1, month) : end;
}

function partOfYear(part: string, year: number): string {
  if (/^(anfang|early|beginning)/.test(part)) return lastOf(year, 3);
  return lastOf(year, /^(mitte|mid)/.test(part) ? 6 : 12);
}
