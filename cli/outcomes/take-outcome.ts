import { actAsStaff } from '../../functions/route/staff/act-as-staff.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Outcome } from './read-outcome.ts';

/** What became of a row. */
export interface Taken {
  outcome: 'changed' | 'unchanged' | 'refused' | 'unknown';
  leadId?: string;
  because?: string;
}

const CRM = { subject: 'crm', role: 'process-owner' } as const;

/**
 * Does with a lead what the CRM tells, as often as it is told: what is so already is left alone.
 * @param source under which leads got their external ids
 * @param now ISO instant
 */
export async function takeOutcome(
  ports: { store: LeadStore; rules: ActiveRules },
  { known, actions, calledAt }: Outcome,
  { source, now }: { source: string; now: string },
): Promise<Taken> {
  const lead = await find(ports.store, known, source);
  if (!lead) return { outcome: 'unknown', because: 'no such lead' };
  let outcome: Taken['outcome'] = 'unchanged';
  let standing = lead;
  for (const action of actions) {
    if (isSo(standing, action, calledAt)) continue;
    const asked = { leadId: lead.id, action, correlationId: newId('cor', now), now };
    const done = await actAsStaff(ports, CRM, asked);
    if (done.outcome === 'refused')
      return { outcome: 'refused', leadId: lead.id, because: done.refusal.because };
    if (done.outcome === 'changed' || done.outcome === 'unchanged') standing = done.lead;
    if (done.outcome === 'changed') outcome = 'changed';
  }
  return { outcome, leadId: lead.id };
}

async function find(store: LeadStore, known: Outcome['known'], source: string): Promise<Lead | null> {
  if ('leadId' in known) return store.load(known.leadId);
  const identity =
    'email' in known
      ? ({ kind: 'email', value: known.email } as const)
      : ({ kind: 'external', value: `${source}:${known.externalId}` } as const);
  const holder = await store.holderOf(identity);
  return holder === null ? null : store.load(holder);
}

/** The lead stands where the action would lead it: the same file came before. */
function isSo(lead: Lead, action: Outcome['actions'][number], calledAt = ''): boolean {
  switch (action.action) {
    case 'won':
      // An order that is known stays so when the lead comes back.
      return action.orderId ? lead.orders.some(({ id }) => id === action.orderId) : lead.state === 'won';
    case 'lost':
      return lead.state === 'lost';
    case 'opportunity':
      return ['opportunity', 'won', 'lost'].includes(lead.state);
    case 'contacted':
      return lead.contactedAt !== null || ['opportunity', 'won', 'lost'].includes(lead.state);
    // One call a row: whatever was noted after it was made tells of it or of a later one.
    case 'call-note':
      return (lead.calls?.last.at ?? '') > calledAt;
    case 'assign':
      return lead.owner?.id === action.owner;
    default:
      return false;
  }
}
