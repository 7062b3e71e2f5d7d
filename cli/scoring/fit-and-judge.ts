import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import { CliFailure } from '../output.ts';
import { rankQuality } from './figures.ts';
import { type Fitted, fitScoring } from './fit.ts';
import { aucOf, byProbability, type Figures, figuresOf, short } from './judge.ts';
import type { Example } from './levels.ts';
import type { Leads } from './read-leads.ts';

/** What a fit tells: the figures are those of the document, on leads that it was not fitted to. */
export interface FitReport extends Figures {
  /** Leads that were learned from, and judged. */
  train: number;
  test: number;
  /** Of the document, the most telling first. */
  criteria: { id: string; fact: string; weight: number }[];
  /** AUC on the same leads of: the regression before it became a scorecard, every fact rated by itself, and the document in force. */
  compared: { regression: number; plainPoints: number; inForce: number | null };
  dropped: Leads['dropped'];
  warnings: string[];
}

/** Fewest leads and outcomes of either kind that figures can be told from. */
const JUDGED = { leads: 20, ofEach: 3 };

/**
 * Fits a scorecard to the training part and judges it on the rest, or on parts of all leads that it did not see.
 * @param folds into how many parts all leads are cut where they are cross-validated; the document is then fitted to all
 * @throws CliFailure where the leads say too little
 */
export function fitAndJudge(
  { train, test, questions, dropped, warnings }: Leads,
  base: ScoringDocument,
  folds: number | null,
): { report: FitReport; document: ScoringDocument } {
  const learned = folds ? [...train, ...test] : train;
  const splits = folds ? cut(learned, folds) : [{ others: train, part: test }];
  const judged = splits.map(({ others, part }) => ({ part, fitted: fitScoring(others, questions, base) }));
  const leads = judged.flatMap(({ part }) => part);
  const won = leads.filter((lead) => lead.won).length;
  if (leads.length < JUDGED.leads || Math.min(won, leads.length - won) < JUDGED.ofEach)
    throw new CliFailure(
      `${leads.length} leads, ${won} of them won, are too few to judge by; learn from fewer rows (--train) or use --folds.`,
    );
  const [first] = judged;
  const document = first && !folds ? first.fitted.document : fitScoring(learned, questions, base).document;
  const report = {
    train: learned.length,
    test: leads.length,
    ...figuresOf(judged.flatMap(({ part, fitted }) => byProbability(fitted.document, part))),
    criteria: criteriaOf(document),
    compared: compare(judged, base),
    dropped,
    warnings,
  };
  return { report, document };
}

/** Every so-manieth lead is a part, so that each part holds leads of all times. */
function cut(examples: readonly Example[], folds: number): { others: Example[]; part: Example[] }[] {
  return Array.from({ length: folds }, (_, fold) => ({
    others: examples.filter((_lead, i) => i % folds !== fold),
    part: examples.filter((_lead, i) => i % folds === fold),
  }));
}

function criteriaOf({ ratings, weights }: ScoringDocument): FitReport['criteria'] {
  return Object.entries(ratings).map(([id, rating]) => ({
    id,
    fact: rating.fact === 'extra' ? `extra.${rating.field}` : rating.fact,
    weight: weights[id] ?? 0,
  }));
}

/** Parts have scales of their own, so the AUC of points is the mean over the parts. */
function compare(
  judged: readonly { part: readonly Example[]; fitted: Fitted }[],
  base: ScoringDocument,
): FitReport['compared'] {
  const mean = (auc: (part: readonly Example[], fitted: Fitted) => number | null) => {
    const found = judged.map(({ part, fitted }) => auc(part, fitted)).filter((value) => value !== null);
    return found.length === 0 ? null : short(found.reduce((sum, value) => sum + value, 0) / found.length);
  };
  const ranked = (value: (example: Example) => number, part: readonly Example[]) =>
    rankQuality(part.map((example) => ({ value: value(example), won: example.won }))).auc;
  return {
    regression: mean((part, { regression }) => ranked(regression, part)) ?? 0.5,
    plainPoints: mean((part, { plain }) => aucOf(plain, part)) ?? 0.5,
    inForce: mean((part) => aucOf(base, part)),
  };
}
