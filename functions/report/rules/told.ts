import type { Answers } from '../reports.ts';
import { fewAnswersTogether } from './few-answers.ts';
import { smallPoolsTogether, withoutSmallGroups } from './small-groups.ts';

/**
 * What the queries answered as everybody may read it: without figures of groups so small that they would tell of one
 * person (R133). A report that tells of people has its line here.
 * @param smallest members that a group must have for its figures to be shown
 */
export function told(answers: Answers, smallest: number): Answers {
  return {
    ...answers,
    tracking: smallPoolsTogether(answers.tracking, answers.fairness, smallest),
    losses: fewAnswersTogether(answers.losses, smallest),
    fairness: withoutSmallGroups(answers.fairness, smallest),
  };
}
