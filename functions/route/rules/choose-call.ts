import { callDue } from '../../../shared/domain/calls.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { CallRules } from '../../../shared/rules/calls.ts';

/** Whether the rules in force allow to call a lead whose call is due. Who refused calls is never due. */
export function mayCall({ consents }: Pick<Lead, 'consents'>, { consent }: CallRules): boolean {
  return consent === 'asked' || consents.phone?.given === true;
}

const WARMTH = { hot: 0, warm: 1, cold: 2 } as const;

/** Leads in the order in which they are called: what was agreed with the person, then the warmer, then the longest due. */
export function byCallUrgency(leads: readonly Lead[]): Lead[] {
  const place = (lead: Lead): string => {
    const agreed = lead.calls?.last.result === 'call-back' ? 0 : 1;
    return `${agreed}${WARMTH[lead.class ?? 'cold']}${callDue(lead) ?? '9999'}`;
  };
  return leads
    .map((lead) => ({ lead, at: place(lead) }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map(({ lead }) => lead);
}
