import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import { CliFailure } from '../output.ts';
import { calibrate, type Line, lineThrough } from './calibrate.ts';
import { type Criterion, cardPoints, roundToCard } from './card.ts';
import { type Example, type Levels, levelsOf, type Question } from './levels.ts';
import { proposal } from './proposal.ts';
import { blocks, type Coded, chooseRidge, fitEffects, logOdds } from './regression.ts';

export interface Fitted {
  /** The scorecard with its calibrated probability, as a document to propose. */
  document: ScoringDocument;
  /** Each fact rated by its own share of wins, all weights 1: what the fit must not fall behind. */
  plain: ScoringDocument;
  /** Log odds of the regression before it was written as a scorecard. */
  regression: (example: Example) => number;
}

/**
 * Fits a scorecard to leads with known outcome.
 * @param examples in the order of time
 * @param base what the proposal keeps: its fast lane, lifts and views
 * @throws CliFailure where the questions say nothing about the outcome
 */
export function fitScoring(
  examples: readonly Example[],
  questions: readonly Question[],
  base: ScoringDocument,
): Fitted {
  const levels = questions.map(({ asked }) => levelsOf(asked, examples));
  const counts = levels.map(({ count }) => count);
  const code = (example: Example): Coded => ({
    levels: levels.map((criterion) => criterion.of(example)),
    won: example.won,
  });
  const coded = examples.map(code);
  const ridge = chooseRidge(coded, counts);
  const unseen = blocks(coded).flatMap(({ others, block }) => {
    const { card, line } = fitCard(others, counts, ridge);
    return block.map((lead) => ({
      value: line.intercept + line.slope * cardPoints(card, lead.levels),
      won: lead.won,
    }));
  });
  const outer = calibrate(unseen);
  const { effects, card, line } = fitCard(coded, counts, ridge);
  if (outer.slope * line.slope <= 0 || card.every(({ weight }) => weight === 0))
    throw new CliFailure(
      'Nothing that is known at arrival tells won from lost leads: there is nothing to propose.',
    );
  const probability = {
    intercept: outer.intercept + outer.slope * line.intercept,
    slope: outer.slope * line.slope,
  };
  const written = { questions, levels, base, examples };
  return {
    document: proposal({ ...written, card, probability }),
    plain: proposal({ ...written, card: plainCard(coded, levels) }),
    regression: (example) => logOdds(effects, code(example).levels),
  };
}

function fitCard(leads: readonly Coded[], counts: readonly number[], ridge: number) {
  const effects = fitEffects(leads, counts, ridge);
  const card = roundToCard(effects, sharesOf(leads, counts));
  const line: Line = lineThrough(leads.map(({ levels, won }) => ({ value: cardPoints(card, levels), won })));
  return { effects, card, line };
}

function sharesOf(leads: readonly Coded[], counts: readonly number[]): number[][] {
  return counts.map((count, i) => {
    const found: number[] = new Array(count).fill(0);
    for (const { levels } of leads) found[levels[i] ?? 0] = (found[levels[i] ?? 0] ?? 0) + 1;
    return found;
  });
}

function plainCard(leads: readonly Coded[], levels: readonly Levels[]): Criterion[] {
  const base = leads.filter(({ won }) => won).length / leads.length;
  return levels.map(({ count }, i) => ({
    weight: 1,
    grades: Array.from({ length: count }, (_, level) => {
      const group = leads.filter((lead) => lead.levels[i] === level);
      const rate = (group.filter(({ won }) => won).length + base) / (group.length + 1);
      return Math.min(4, Math.max(1, Math.round(2.5 + logit(rate) - logit(base))));
    }),
  }));
}

const logit = (share: number): number => Math.log(share / (1 - share));
