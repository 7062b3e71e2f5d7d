import { type ChangeOutcome, changeLead } from '../../../shared/change-lead.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { act, type StaffAction } from '../rules/act.ts';
import { mayAct } from '../rules/permissions.ts';
import type { Caller } from './caller.ts';
import { isHidden } from './own-leads.ts';

/**
 * Does with a lead what a member of staff asks for, if role and lifecycle allow it.
 * @param asked `now` is an ISO instant
 * @returns `missing` also for a lead that the caller may not see
 */
export async function actAsStaff(
  ports: { store: LeadStore; rules: ActiveRules },
  caller: Caller,
  asked: { leadId: string; action: StaffAction; correlationId: string; now: string },
): Promise<ChangeOutcome | { outcome: 'not-allowed' }> {
  const { leadId, action, correlationId, now } = asked;
  if (!mayAct(caller.role, action.action)) return { outcome: 'not-allowed' };
  const lead = await ports.store.load(leadId);
  if (!lead || isHidden(lead, caller)) return { outcome: 'missing' };
  const origin = { now, by: `staff:${caller.subject}`, correlationId };
  return changeLead(ports, leadId, origin, (current) => act(current, action, now));
}
