import { isDeepStrictEqual } from 'node:util';
import { mayBeContacted } from '../../../shared/domain/contact.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { AT_REST, type State } from '../../../shared/domain/lifecycle.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import type { ActiveScoring } from '../../../shared/rules/areas.ts';
import { type DefinitionDocument, profile } from '../../../shared/rules/definition.ts';
import type { ExclusionDocument } from '../../../shared/rules/exclusion.ts';
import type { NurtureDocument } from '../../../shared/rules/nurture.ts';
import { decidingOn } from '../../../shared/rules/pilot.ts';
import { targetGroups } from '../../../shared/rules/target-groups.ts';
import { exclude } from './exclude.ts';
import { beginNurture } from './nurture.ts';
import { endOfRound } from './rounds.ts';
import { type Scored, type ShownInquiry, scoreLead } from './score-lead.ts';

/** Why a lead goes back into qualification when it cools down. Unlike a return, getting hot again is enough to undo it. */
const COOLED_DOWN = 'no-longer-hot';

/** A person has to look first, or there is no lead any more. */
const NOT_SCORED: readonly State[] = ['quarantined', 'merged', 'erased'];

export interface ScoringRules {
  scoring: ActiveScoring;
  definition: ActiveDocument<DefinitionDocument>;
  exclusion: ActiveDocument<ExclusionDocument>;
  nurture: ActiveDocument<NurtureDocument>;
}

/** What gave rise to scoring: when it happened, and the inquiry if it was one. */
export interface Occasion {
  at: string;
  inquiry: ShownInquiry | null;
  /** The inquiry answers a mail of ours: nothing new was asked. */
  isReply?: boolean;
  /** The time of the present round is over. */
  roundOver?: boolean;
}

/**
 * Scores a lead and decides whether it begins or leaves qualification, or runs another round.
 * A new inquiry brings a lead at rest back.
 * @returns no drafts where nothing changes, so that the same message twice is one change
 */
export function decide(lead: Lead, occasion: Occasion, rules: ScoringRules, now: string): Draft[] {
  if (NOT_SCORED.includes(lead.state)) return [];
  const excluded = exclude(lead, occasion, rules.exclusion);
  if (excluded) return excluded;
  const scored = inGroups(scoredBy(rules.scoring, lead, occasion, now), lead, rules.definition);
  const begins = lead.state === 'received' || lead.state === 'excluded' || comesBack(lead, occasion);
  const drafts: Draft[] = [];
  if (begins || differs(lead, scored)) drafts.push(scoredDraft(scored, begins));
  const ripe = lead.state === 'qualifying' || begins ? qualified(lead, scored, begins, rules) : [];
  drafts.push(...ripe);
  // What a rule brought back to whoever had it waits for them, hot or not.
  if (lead.state === 'qualified' && scored.class !== 'hot' && !lead.formerOwner)
    drafts.push(requalified(scored));
  if (lead.state === 'qualifying' && ripe.length === 0 && occasion.roundOver)
    drafts.push(...endOfRound({ ...lead, score: scored.score, class: scored.class }, rules.definition, now));
  const stays =
    (begins || lead.state === 'qualifying') && !drafts.some(({ to }) => to && to !== 'qualifying');
  if (stays) drafts.push(...beginNurture({ ...lead, ...scored, state: 'qualifying' }, rules.nurture, now));
  return drafts;
}

/** By the rules of the pilot, if the lead is one of those that they are tried on. */
function scoredBy(scoring: ActiveScoring, lead: Lead, { inquiry }: Occasion, now: string): Scored {
  const { document, named } = decidingOn(scoring.document, lead, now);
  const scored = scoreLead(lead, { ...scoring, document }, now, inquiry);
  return { ...scored, rule: named(scored.rule) };
}

/** With the target groups that the lead is in, as it is scored now. */
function inGroups(scored: Scored, lead: Lead, { document }: ScoringRules['definition']): Scored {
  const groups = targetGroups({ ...lead, ...scored }, document.targetGroups);
  return groups.length > 0 ? { ...scored, score: { ...scored.score, groups } } : scored;
}

function comesBack(lead: Lead, { at, inquiry }: Occasion): boolean {
  // Joining the leads of one person is no inquiry of theirs: who objected is left in peace.
  return (
    AT_REST.includes(lead.state) && inquiry !== null && at > lead.stateSince && lead.reason !== 'objection'
  );
}

/** The version of the rules alone is no change: the score that stands names the version that made it. */
function differs(lead: Lead, { score, class: leadClass, stage }: Scored): boolean {
  if (!lead.score || lead.class !== leadClass || lead.stage !== stage) return true;
  const { rulesHash: _old, ...before } = lead.score;
  const { rulesHash: _new, ...after } = score;
  return !isDeepStrictEqual(before, after);
}

function origin({ score, rule, because }: Scored): Pick<Draft, 'rule' | 'rulesHash' | 'because'> {
  return { rule, rulesHash: score.rulesHash, because };
}

function scoredDraft(scored: Scored, begins: boolean): Draft {
  const { score, class: leadClass, stage } = scored;
  return {
    type: 'LeadScored',
    ...origin(scored),
    ...(begins ? { to: 'qualifying' } : {}),
    data: { score, class: leadClass, stage },
  };
}

/** Hot alone goes to sales (R96), with its must-facts, if the person may be called at all, and not again as long as nothing is new since sales gave it back. */
function qualified(lead: Lead, scored: Scored, begins: boolean, { definition }: ScoringRules): Draft[] {
  const givenBack = !begins && lead.reason !== null && lead.reason !== COOLED_DOWN;
  if (scored.class !== 'hot' || givenBack || !mayBeContacted(lead)) return [];
  if (profile(lead, definition.document).missingMust.length > 0) return [];
  return [{ type: 'LeadQualified', ...origin(scored), to: 'qualified', data: {} }];
}

function requalified(scored: Scored): Draft {
  return { type: 'LeadRequalified', ...origin(scored), to: 'qualifying', data: { reason: COOLED_DOWN } };
}
