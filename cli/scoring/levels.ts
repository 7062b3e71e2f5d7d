import { type Asked, factOf, type KnownFacts, monthsAfter } from '../../functions/score/rules/ratings.ts';
import type { Rating } from '../../shared/rules/scoring.ts';

/** A lead whose outcome is known, with what was known at its arrival. */
export interface Example {
  known: KnownFacts;
  /** When it arrived (ISO instant): the time to a decision counts from here. */
  now: string;
  won: boolean;
}

/** What may be asked of a lead at its arrival. */
export interface Question {
  /** Id of the criterion in the document. */
  id: string;
  asked: Asked;
}

/** A criterion before it is fitted: what it asks, and which answers it tells apart. */
export interface Levels {
  asked: Asked;
  /** How many there are; the last is the unknown fact. */
  count: number;
  of(example: Pick<Example, 'known' | 'now'>): number;
  /** What a document says when each level gets such a grade (1–4, in the order of the levels). */
  rating(grades: readonly number[]): Rating;
}

/** Bands of a number: as many as the leads allow, each with about as many leads. */
const BANDS = { most: 10, leadsEach: 30 };
/** A value is a level of its own from so many leads, or this share of them where that is more; the rest is "otherwise". */
const NAMED = { leads: 8, share: 0.004, most: 30 };
/** Candidates for the bands of the time to a decision. */
const MONTHS = [1, 2, 3, 6, 9, 12, 18, 24];

type NumberAsked =
  | { fact: 'budget' | 'orderVolume' | 'employees' }
  | { fact: 'extra'; field: string; as: 'number' };
type TextAsked =
  | { fact: Exclude<Asked['fact'], NumberAsked['fact'] | 'timeframe'> }
  | { fact: 'extra'; field: string; as: 'text' };

/** Tells the answers to a question apart in the way that suits its kind, by what the examples answer. */
export function levelsOf(asked: Asked, examples: readonly Example[]): Levels {
  if (asked.fact === 'extra') {
    const { fact, field, as } = asked;
    return as === 'number' ? bandsOf({ fact, field, as }, examples) : namesOf({ fact, field, as }, examples);
  }
  switch (asked.fact) {
    case 'budget':
    case 'orderVolume':
    case 'employees':
      return bandsOf({ fact: asked.fact }, examples);
    case 'timeframe':
      return monthsOf(examples);
    default:
      return namesOf({ fact: asked.fact }, examples);
  }
}

/** Bands between quantiles: values that many leads share, such as 0, get a band of their own. */
function bandsOf(asked: NumberAsked, examples: readonly Example[]): Levels {
  const values = examples
    .map(({ known }) => factOf(known, asked))
    .filter((value) => value !== null)
    .map(Number)
    .sort((a, b) => a - b);
  const limits = bandLimits(values);
  const unknown = limits.length + 1;
  return {
    asked,
    count: unknown + 1,
    of({ known }) {
      const value = factOf(known, asked);
      if (value === null) return unknown;
      const band = limits.findIndex((limit) => Number(value) < limit);
      return band < 0 ? limits.length : band;
    },
    rating: (grades) => ({
      ...asked,
      bands: merged(limits, grades).map(({ limit, rating }) =>
        limit === undefined ? { rating } : { below: limit, rating },
      ),
      unknown: gradeAt(grades, unknown),
    }),
  };
}

function bandLimits(sorted: readonly number[]): number[] {
  const most = Math.min(BANDS.most, Math.floor(sorted.length / BANDS.leadsEach));
  const limits: number[] = [];
  for (let band = 1; band < most; band++) {
    const value = sorted[Math.floor((band * sorted.length) / most)] ?? 0;
    const before = sorted.findLast((other) => other < value);
    const last = limits.at(-1);
    if (before === undefined || (last !== undefined && value < last)) continue;
    const limit = roundest(before, value);
    if (last === undefined || limit > last) limits.push(limit);
  }
  return limits;
}

/** The number with the fewest digits that lies above one and not above the other. */
function roundest(above: number, upTo: number): number {
  for (let step = 10 ** Math.ceil(Math.log10(upTo - above) + 1); ; step /= 10) {
    const found = Number((Math.floor(upTo / step) * step).toPrecision(12));
    if (found > above && found <= upTo) return found;
    if (step < (upTo - above) / 1000) return upTo;
  }
}

/** Values by name, where enough leads have them. */
function namesOf(asked: TextAsked, examples: readonly Example[]): Levels {
  const counts = new Map<string, { name: string; leads: number }>();
  for (const { known } of examples) {
    const value = factOf(known, asked);
    if (value === null) continue;
    const seen = counts.get(keyOf(value)) ?? { name: String(value).trim(), leads: 0 };
    counts.set(keyOf(value), { ...seen, leads: seen.leads + 1 });
  }
  const enough = Math.max(NAMED.leads, NAMED.share * examples.length);
  const named = [...counts].filter(([key, { leads }]) => leads >= enough && key !== '__proto__');
  const kept = named.sort(([, a], [, b]) => b.leads - a.leads).slice(0, NAMED.most);
  const places = new Map(kept.map(([key], place) => [key, place]));
  const [otherwise, unknown] = [kept.length, kept.length + 1];
  return {
    asked,
    count: unknown + 1,
    of({ known }) {
      const value = factOf(known, asked);
      return value === null ? unknown : (places.get(keyOf(value)) ?? otherwise);
    },
    rating: (grades) => ({
      ...asked,
      // A value that is worth as much as all others need not be named.
      values: Object.fromEntries(
        kept.flatMap(([, { name }], place) =>
          grades[place] === grades[otherwise] ? [] : [[name, gradeAt(grades, place)]],
        ),
      ),
      otherwise: gradeAt(grades, otherwise),
      unknown: gradeAt(grades, unknown),
    }),
  };
}

/** As the scorecard compares values. */
const keyOf = (value: string | number): string => String(value).trim().toLowerCase();

/** Bands of the time to the decision, in months from the arrival. */
function monthsOf(examples: readonly Example[]): Levels {
  const asked = { fact: 'timeframe' } as const;
  const bandOf = ({ known, now }: Pick<Example, 'known' | 'now'>, limits: readonly number[]) => {
    const day = factOf(known, asked);
    if (day === null) return limits.length + 1;
    const band = limits.findIndex((within) => String(day) <= monthsAfter(now, within));
    return band < 0 ? limits.length : band;
  };
  const limits = MONTHS.filter(
    (_, band) => examples.filter((example) => bandOf(example, MONTHS) === band).length >= BANDS.leadsEach,
  );
  const unknown = limits.length + 1;
  return {
    asked,
    count: unknown + 1,
    of: (example) => bandOf(example, limits),
    rating: (grades) => ({
      ...asked,
      months: merged(limits, grades).map(({ limit, rating }) =>
        limit === undefined ? { rating } : { within: limit, rating },
      ),
      unknown: gradeAt(grades, unknown),
    }),
  };
}

/** The bands between the limits, neighbours of one grade as one; the last has no limit. */
function merged(limits: readonly number[], grades: readonly number[]): { limit?: number; rating: number }[] {
  return [...limits, undefined].flatMap((limit, band) => {
    const rating = gradeAt(grades, band);
    if (limit === undefined) return [{ rating }];
    return rating === grades[band + 1] ? [] : [{ limit, rating }];
  });
}

function gradeAt(grades: readonly number[], level: number): number {
  return grades[level] ?? 1;
}
