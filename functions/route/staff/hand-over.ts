import { changeLead, type Refusal } from '../../../shared/change-lead.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { WITH_SALES } from '../../../shared/domain/lifecycle.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { actAsStaff } from './act-as-staff.ts';

/** What is asked for: all open leads of an owner go to somebody else. */
interface HandOver {
  /** Agent id; whoever left need not be in the directory any more. */
  from: string;
  /** Agent id; the fair turn decides, where none is named. */
  to?: string | undefined;
  /** As every one of the leads says it. */
  reason: string;
  correlationId: string;
  /** ISO instant. */
  now: string;
}

/** What became of one lead; `left` stays where it is, and says why. */
export interface HandedOver {
  leadId: string;
  state: Lead['state'];
  outcome: 'turn' | 'given' | 'left';
  to?: string;
  because?: string;
}

interface Ports {
  store: LeadStore;
  rules: ActiveRules;
}

/**
 * Hands over every open lead of an owner, each with its own event and the reason. Asked again, it goes on with what is still
 * there. Without a name, what is not in talks yet goes to the turn, which passes the owner over and charges nobody for it; an
 * opportunity keeps its state and goes to the owner's deputy, or is left where there is none.
 * @yields what became of each lead
 */
export async function* handOver(ports: Ports, caller: Caller, asked: HandOver): AsyncGenerator<HandedOver> {
  const { agents } = (await ports.rules.get('agents')).document;
  const deputy = agents.find(({ id }) => id === asked.from)?.deputy;
  for (const lead of await openLeads(ports.store, asked.from)) {
    const to = asked.to ?? (lead.state === 'opportunity' ? deputy : undefined);
    if (to !== undefined) yield give(ports, caller, lead, { ...asked, to });
    else if (lead.state === 'opportunity')
      yield left(lead, 'an opportunity needs a name, or a deputy of its owner');
    else yield toTheTurn(ports, caller, lead, asked);
  }
}

/** All of them before the first moves: moving changes the list. */
async function openLeads(store: LeadStore, owner: string): Promise<Lead[]> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ owner, limit: 100, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items.filter(({ state }) => WITH_SALES.includes(state)));
    cursor = page.cursor;
  } while (cursor);
  return leads;
}

const left = ({ id: leadId, state }: Lead, because: string): HandedOver => ({
  leadId,
  state,
  outcome: 'left',
  because,
});

async function give(
  ports: Ports,
  caller: Caller,
  lead: Lead,
  { to, reason, correlationId, now }: HandOver & { to: string },
): Promise<HandedOver> {
  const action = { action: 'assign' as const, owner: to, reason };
  const done = await actAsStaff(ports, caller, { leadId: lead.id, action, correlationId, now });
  if (done.outcome === 'changed') return { leadId: lead.id, state: done.lead.state, outcome: 'given', to };
  return left(lead, done.outcome === 'refused' ? done.refusal.because : done.outcome);
}

async function toTheTurn(
  ports: Ports,
  caller: Caller,
  lead: Lead,
  { from, reason, correlationId, now }: HandOver,
): Promise<HandedOver> {
  const origin = { now, by: `staff:${caller.subject}`, correlationId };
  const done = await changeLead(ports, lead.id, origin, (current) => release(current, from, reason));
  if (done.outcome === 'changed') return { leadId: lead.id, state: done.lead.state, outcome: 'turn' };
  return left(lead, done.outcome === 'refused' ? done.refusal.because : done.outcome);
}

function release(lead: Lead, owner: string, because: string): Draft[] | Refusal {
  const isTheirs = lead.owner?.id === owner && (lead.state === 'assigned' || lead.state === 'accepted');
  if (!isTheirs) return { refused: 'moved-on', because: 'It has moved on meanwhile.' };
  return [{ type: 'OwnerReleased', to: 'qualified', because, data: { owner, why: 'by-staff' } }];
}
