import { rankQuality } from './figures.ts';
import { type Example, levelsOf, type Question } from './levels.ts';

/** What one question alone says about the outcome. What says nearly all was most likely written down after it. */
export interface Suspicion {
  /** AUC of its answers, on leads that they were not rated by. */
  auc: number;
  /** Share of the leads whose answer settles the outcome; 0 where it settles wins or losses only. */
  settled: number;
  /** Share of wins where it is empty, and where it is filled; null where one of both is rare. */
  whenEmpty: { empty: number; filled: number } | null;
}

/** Fewest leads for a share of wins to say something. */
const SOME = 30;
/** From this share of one outcome an answer settles it. */
const SURE = 0.95;

interface Answer {
  level: number;
  won: boolean;
}

/** Looks at one question as if nothing else were known. */
export function suspicionOf({ asked }: Question, examples: readonly Example[]): Suspicion {
  const levels = levelsOf(asked, examples);
  const answers = examples.map((example) => ({ level: levels.of(example), won: example.won }));
  const [empty, filled] = [true, false].map((isEmpty) =>
    answers.filter(({ level }) => (level === levels.count - 1) === isEmpty),
  );
  const enough = Math.min(empty?.length ?? 0, filled?.length ?? 0) >= SOME;
  return {
    auc: aucAlone(answers),
    settled: settledBy(answers),
    whenEmpty: enough ? { empty: winShare(empty ?? []), filled: winShare(filled ?? []) } : null,
  };
}

/** Every other lead is judged by the share of wins among the rest that answered the same. */
function aucAlone(answers: readonly Answer[]): number {
  const judged = [0, 1].flatMap((half) => {
    const others = answers.filter((_, i) => i % 2 !== half);
    const shares = new Map(
      [...Map.groupBy(others, ({ level }) => level)].map(([level, group]) => [level, cautiousShare(group)]),
    );
    return answers
      .filter((_, i) => i % 2 === half)
      .map(({ level, won }) => ({ value: shares.get(level) ?? cautiousShare([]), won }));
  });
  return rankQuality(judged).auc;
}

function settledBy(answers: readonly Answer[]): number {
  const groups = [...Map.groupBy(answers, ({ level }) => level).values()].filter(
    (group) => group.length >= SOME,
  );
  const leadsIn = (settled: readonly Answer[][]) => settled.reduce((sum, group) => sum + group.length, 0);
  const wins = leadsIn(groups.filter((group) => winShare(group) >= SURE));
  const losses = leadsIn(groups.filter((group) => winShare(group) <= 1 - SURE));
  return Math.min(wins, losses) < SOME ? 0 : (wins + losses) / answers.length;
}

function winShare(answers: readonly Answer[]): number {
  return answers.filter(({ won }) => won).length / answers.length;
}

/** Share of wins, drawn to one half by two leads. */
function cautiousShare(answers: readonly Answer[]): number {
  return (answers.filter(({ won }) => won).length + 1) / (answers.length + 2);
}
