import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { dueSteps, pausesOver } from './rules/due-steps.ts';

/**
 * Takes the steps that are due on a lead. A step is marked in the same write as its event, so that it is taken once,
 * however often the lead is announced.
 */
export async function takeDueSteps(
  { store, rules, now }: { store: LeadStore; rules: ActiveRules; now: Now },
  leadId: string,
): Promise<ChangeOutcome> {
  const at = now();
  const origin = { now: at, by: 'system', correlationId: newId('cor', at) };
  return changeLead({ store, rules }, leadId, origin, (lead, watch) => [
    ...pausesOver(lead, at, watch),
    ...dueSteps(lead, at, watch),
  ]);
}
