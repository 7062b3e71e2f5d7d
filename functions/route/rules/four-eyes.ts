/** Not the one who enters the data alone decides that a lead is no sales case: a second person confirms it (R61). Pure. */
import type { Refusal } from '../../../shared/change-lead.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { EXCLUDABLE_BY_HAND } from '../../../shared/domain/lifecycle.ts';
import type { Role } from '../../../shared/http/caller.ts';
import type { ExclusionDocument } from '../../../shared/rules/exclusion.ts';
import { FOUR_EYES } from '../../../shared/rules/watch.ts';
import { over, override, type SetOverride } from './by-hand.ts';
import { forbidden } from './forbidden.ts';

/** Whether somebody of a role excludes a lead by hand alone, as the rules of exclusion say. */
export function excludesAlone(role: Role, { byHand }: Pick<ExclusionDocument, 'byHand'>): boolean {
  return byHand.alone.some((one) => one === role);
}

/**
 * Proposes an exclusion that a second person has to confirm; the lead goes on until then.
 * @param asked `until` is an ISO instant
 * @param by `now` as ISO instant, and the hash of the exclusion document
 */
export function proposeExclusion(
  lead: Lead,
  { exclusion = '', reason: because, until }: Omit<SetOverride, 'action'>,
  { now, rulesHash }: { now: string; rulesHash: string },
): Draft[] | Refusal {
  if (!EXCLUDABLE_BY_HAND.includes(lead.state)) return forbidden(lead, 'override');
  if (until !== undefined && until <= now) return over(until);
  if (lead.proposed)
    return {
      refused: 'proposed-already',
      because: 'An exclusion of this lead waits for a second person already.',
    };
  const data = { exclusion, reason: because, ...(until === undefined ? {} : { until }) };
  return [{ type: 'ExclusionProposed', rule: FOUR_EYES, rulesHash, because, data }];
}

/**
 * What a second person decides about a proposed exclusion.
 * @param decider who decides, as events name them, `now` as ISO instant, and the hash of the exclusion document
 * @returns a refusal for the one who proposed it, and where nothing is proposed any more
 */
export function settleProposal(
  lead: Lead,
  { decision, reason }: { decision: string; reason?: string | undefined },
  { by, now, rulesHash }: { by: string; now: string; rulesHash: string },
): Draft[] | Refusal {
  const { proposed } = lead;
  if (!proposed)
    return { refused: 'no-proposal', because: 'No exclusion of this lead waits for a decision.' };
  if (decision !== 'confirm' && decision !== 'reject') return forbidden(lead, `review ${decision}`);
  if (proposed.by === by)
    return {
      refused: SECOND_PERSON,
      because: 'Whoever proposed the exclusion cannot decide about it: another person has to.',
    };
  const { exclusion, reason: because, until, by: proposedBy } = proposed;
  const origin = { rule: FOUR_EYES, rulesHash, because: reason ?? because };
  const said = { exclusion, proposedBy, ...(reason ? { reason } : {}) };
  if (decision === 'reject')
    return [{ type: 'ExclusionSettled', ...origin, data: { as: 'rejected', ...said } }];
  const drafts = override(lead, { action: 'override', exclusion, reason: because, until }, now);
  if (!Array.isArray(drafts)) return drafts;
  return [
    { type: 'ExclusionSettled', ...origin, data: { as: 'confirmed', ...said } },
    ...drafts.map((draft) => ({ ...draft, rule: FOUR_EYES, rulesHash })),
  ];
}

/** Code of the refusal for whoever proposed what they want to decide about. */
export const SECOND_PERSON = 'second-person';
