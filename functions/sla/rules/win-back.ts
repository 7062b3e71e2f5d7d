import type { Clock } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import type { DeadlinesDocument } from '../../../shared/rules/deadlines.ts';
import { mustBeLeft, reasonOf, ruleOfRun } from '../../../shared/rules/win-back.ts';

/**
 * Brings a lead back that was lost, or a customer who may buy again (R137): into qualification as a new round, or straight
 * to whoever had it. Nobody who wants to be left in peace, and nobody by a rule that is no longer in force.
 * @param now ISO instant
 */
export function wonBack(
  lead: Lead,
  { run, name, steps }: Clock,
  now: string,
  { document, hash }: ActiveDocument<DeadlinesDocument>,
): Draft[] {
  const rule = ruleOfRun(run, document);
  const left = mustBeLeft(lead) ?? (rule ? null : 'the rule is no longer in force');
  const decided = { rule: 'sla/due-steps', rulesHash: hash };
  const taken = steps.map(
    (step): Draft => ({
      type: 'ClockStepTaken',
      data: { clock: name, run, step: step.id, do: step.do, tell: 'nobody' },
      ...decided,
      because: left ?? rule?.because ?? '',
      clocks: [{ op: 'take', run, step: step.id, at: now }],
    }),
  );
  if (left || !rule) return taken;
  const { because } = rule;
  const formerOwner = lead.keeper ?? lead.owner;
  const back: Draft = {
    type: 'LeadRequalified',
    to: 'qualifying',
    data: { reason: reasonOf(rule), ...(rule.to === 'owner' && formerOwner ? { formerOwner } : {}) },
    ...decided,
    because,
  };
  const ripe: Draft = { type: 'LeadQualified', to: 'qualified', data: {}, ...decided, because };
  return [...taken, back, ...(rule.to === 'owner' ? [ripe] : [])];
}
