import { explain, pointsOf } from '../../functions/score/rules/score-lead.ts';
import { ScoringDocument } from '../../shared/rules/scoring.ts';
import type { Line } from './calibrate.ts';
import type { Criterion } from './card.ts';
import type { Example, Levels, Question } from './levels.ts';

/** Shares of the leads that are hot, at least warm, at least marketing-qualified: what people get to do, as a start. */
const SHARES = { hot: 0.2, warm: 0.5, MQL: 0.75 };

interface Written {
  questions: readonly Question[];
  levels: readonly Levels[];
  card: readonly Criterion[];
  probability?: Line;
  base: ScoringDocument;
  examples: readonly Example[];
}

/** Writes a fitted scorecard as a scoring document; what the leads say nothing about is kept from the base. */
export function proposal({ questions, levels, card, probability, base, examples }: Written): ScoringDocument {
  const criteria = card
    .flatMap(({ grades, weight }, i) => {
      const rating = levels[i]?.rating(grades);
      return weight > 0 && rating
        ? [{ id: questions[i]?.id ?? '', rating, weight, reach: reach(grades) * weight }]
        : [];
    })
    .sort((left, right) => right.reach - left.reach);
  const ratings = Object.fromEntries(criteria.map(({ id, rating }) => [id, rating]));
  const known = (ids: readonly string[]) => [
    ...new Set(ids.flatMap((id) => idOf(base.ratings[id]?.fact, ratings))),
  ];
  const draft = ScoringDocument.parse({
    version: base.version + 1,
    note: `Fitted to ${examples.length} leads, ${examples.filter(({ won }) => won).length} of them won`,
    ratings,
    weights: Object.fromEntries(criteria.map(({ id, weight }) => [id, weight])),
    thresholds: { MQL: 0, warm: 0, hot: 0 },
    ...(probability
      ? { probability: { intercept: digits(probability.intercept), slope: digits(probability.slope) } }
      : {}),
    bant: {
      budget: known(base.bant.budget),
      authority: known(base.bant.authority),
      need: known(base.bant.need),
      time: known(base.bant.time),
    },
    code: codeOf(
      known(base.code.digit ? [base.code.digit] : []),
      known(base.code.letter ? [base.code.letter] : []),
    ),
    fastLane: base.fastLane,
    lifts: base.lifts,
  });
  return { ...draft, thresholds: thresholdsFor(draft, examples) };
}

function reach(grades: readonly number[]): number {
  return Math.max(...grades) - Math.min(...grades);
}

/** Six significant digits: more than the leads can tell, and the same text everywhere. */
const digits = (value: number): number => Number(value.toPrecision(6));

function idOf(fact: string | undefined, ratings: ScoringDocument['ratings']): string[] {
  if (fact === undefined || fact === 'extra') return [];
  return Object.entries(ratings).flatMap(([id, rating]) => (rating.fact === fact ? [id] : []));
}

function codeOf([digit]: readonly string[], [letter]: readonly string[]): ScoringDocument['code'] {
  return { ...(digit ? { digit } : {}), ...(letter ? { letter } : {}) };
}

function thresholdsFor(
  document: ScoringDocument,
  examples: readonly Example[],
): ScoringDocument['thresholds'] {
  const points = examples
    .map(({ known, now }) => pointsOf(explain(known, document, now)))
    .sort((a, b) => b - a);
  const reached = (share: number) => points[Math.ceil(share * points.length) - 1] ?? 0;
  return { MQL: reached(SHARES.MQL), warm: reached(SHARES.warm), hot: reached(SHARES.hot) };
}

/** The document as people read it: bands one a line. */
export function written(document: ScoringDocument): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replaceAll(/\{\n\s+("(?:below|within|rating)"[^{}]*?)\n\s+\}/g, (_band, inner: string) => `{ ${inner.replaceAll(/\n\s+/g, ' ')} }`)}\n`;
}
