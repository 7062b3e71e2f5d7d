import { explain, pointsOf, probabilityOf } from '../../functions/score/rules/score-lead.ts';
import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import {
  brierScore,
  type CalibrationBin,
  calibrationBins,
  calibrationError,
  type Judged,
  liftOfTopTenth,
  rankQuality,
} from './figures.ts';
import type { Example } from './levels.ts';

/** How well a scoring document ranks leads, and how true its probabilities are. */
export interface Figures {
  auc: number;
  /** 95 % interval of the AUC. */
  aucInterval: [number, number];
  /** How many times more wins the best tenth holds than the average. */
  lift10: number;
  /** Mean squared error of the probability. */
  brier: number;
  /** Expected calibration error over ten bins of equal width. */
  ece: number;
  calibration: CalibrationBin[];
}

/** Points of leads by a document, exactly as a stored lead is scored. */
function byPoints(document: ScoringDocument, examples: readonly Example[]): Judged[] {
  return examples.map(({ known, now, won }) => ({ value: pointsOf(explain(known, document, now)), won }));
}

/** Probabilities of wins by a document that was fitted. */
export function byProbability(document: ScoringDocument, examples: readonly Example[]): Judged[] {
  const line = document.probability;
  if (!line) return [];
  return byPoints(document, examples).map(({ value, won }) => ({ value: probabilityOf(value, line), won }));
}

/** All figures of probabilities. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const { auc, interval } = rankQuality(judged);
  return {
    auc: short(auc),
    aucInterval: [short(interval[0]), short(interval[1])],
    lift10: short(liftOfTopTenth(judged)),
    brier: short(brierScore(judged)),
    ece: short(calibrationError(judged)),
    calibration: calibrationBins(judged).map(({ leads, expected, observed }) => ({
      leads,
      expected: short(expected),
      observed: short(observed),
    })),
  };
}

/** AUC of a document's points; null where it knows none of these leads' facts. */
export function aucOf(document: ScoringDocument, examples: readonly Example[]): number | null {
  const rated = examples.some(({ known, now }) =>
    explain(known, document, now).some(({ value }) => value !== 'unknown'),
  );
  return rated ? short(rankQuality(byPoints(document, examples)).auc) : null;
}

/** Four digits behind the point: more than any file of leads can tell. */
export function short(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
