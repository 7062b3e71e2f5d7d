import { StaffAction } from '../../functions/route/rules/act.ts';
import { actAsStaff } from '../../functions/route/staff/act-as-staff.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import type { Connection } from '../connection.ts';
import { CliFailure } from '../output.ts';
import { type Decided, fromCommandLine } from './asked.ts';

/** Decides about a lead in quarantine, or about its exclusion that somebody proposed. @returns what to print */
export async function decideLead(
  { table }: Connection,
  leadId: string,
  { decision, reason, facts }: Decided,
): Promise<string> {
  const action = StaffAction.safeParse({ action: 'review', decision, reason, facts });
  if (!action.success || !['approve', 'correct', 'reject', 'confirm'].includes(decision))
    throw new CliFailure(
      `Decide "approve", "correct --set fact=value" or "reject", of a proposed exclusion "confirm" or "reject", not "${decision}".`,
    );
  const ports = {
    store: dynamoLeadStore({ table }),
    rules: dynamoActiveRules({ table, ttlSeconds: 60 }),
  };
  const { now, correlationId } = fromCommandLine();
  const caller = { subject: 'command-line', role: 'process-owner' } as const;
  const done = await actAsStaff(ports, caller, { leadId, action: action.data, correlationId, now });
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  if (!('lead' in done)) throw new CliFailure(`There is no lead ${leadId}.`);
  return `${leadId}: ${done.lead.state}`;
}
