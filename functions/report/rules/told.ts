import { type Answers, reports } from '../reports.ts';
import { withoutFewAgents } from './few-agents.ts';
import { fewAnswersTogether } from './few-answers.ts';
import { poolsOf, smallPools, smallPoolsTogether, withoutSmallGroups } from './small-groups.ts';
import { smallPartnersTogether } from './small-partners.ts';

/**
 * What the queries answered as everybody may read it: without figures of groups so small that they would tell of one
 * person (R133). A report that tells of people has its line here. The same pools are small in all of them, or one report
 * would tell what another leaves out.
 * @param smallest members that a group must have for its figures to be shown
 */
export function told(answers: Answers, smallest: number): Answers {
  const { tracking, fairness, distribution, territory, care } = reports;
  const pools = [tracking, fairness, distribution, territory, care].flatMap((report) =>
    poolsOf(report, answers[report.name]),
  );
  const small = smallPools(pools, answers.fairness, smallest);
  return {
    ...answers,
    tracking: smallPoolsTogether(tracking, answers.tracking, small),
    losses: fewAnswersTogether(answers.losses, smallest),
    fairness: withoutSmallGroups(answers.fairness, small, smallest),
    distribution: smallPoolsTogether(distribution, answers.distribution, small),
    territory: smallPoolsTogether(territory, answers.territory, small, {
      wrongShare: ['wrongTerritory', 'assigned'],
    }),
    care: smallPoolsTogether(care, answers.care, small, { caredShare: ['cared', 'leads'] }),
    partners: smallPartnersTogether(answers.partners, small, smallest),
    checklist: withoutFewAgents(reports.checklist, answers.checklist, smallest),
    ratings: withoutFewAgents(reports.ratings, answers.ratings, smallest),
  };
}
