import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore, Ledger } from '../../shared/ports/lead-store.ts';
import type { AgentsDocument } from '../../shared/rules/agents.ts';
import type { Pool } from '../../shared/rules/pools.ts';
import { withAbsences } from './rules/absences.ts';
import { candidates } from './rules/candidates.ts';
import { fairTurn } from './rules/fair-turn.ts';
import type { TurnMessage } from './turn-message.ts';

/**
 * Gives the lead to the member whose turn it is. The turn and the assignment are one write: neither a turn nor a lead
 * can be lost, and a message that comes twice finds the lead assigned.
 * @param now the instant as ISO text
 * @throws Fault `pool-unknown`, `contended` (both retryable)
 */
export async function assignLead(
  ports: { store: LeadStore; rules: ActiveRules; absences: Absences },
  message: TurnMessage,
  now: string,
): Promise<ChangeOutcome> {
  const [pools, directory, entered] = await Promise.all([
    ports.rules.get('pools'),
    ports.rules.get('agents'),
    ports.absences.all(),
  ]);
  const agents = withAbsences(directory.document, entered);
  const pool = pools.document.pools.find(({ id }) => id === message.pool);
  if (!pool) throw new Fault('pool-unknown', { retryable: true, detail: message.pool });
  const origin = { now, by: 'system', correlationId: message.correlationId, causationId: message.eventId };
  let turn: { ledger?: Ledger } = {};
  const change = await changeLead(
    ports,
    message.leadId,
    origin,
    async (lead) => {
      if (lead.state !== 'qualified') return [];
      const ledger = await ports.store.loadLedger(pool.id);
      const decided = decide({ lead, ledger, pool, agents, message, now });
      turn = decided.ledger ? { ledger: decided.ledger } : {};
      return decided.drafts;
    },
    () => turn,
  );
  if (change.outcome === 'changed') {
    const { id, owner } = change.lead;
    log.info(owner ? 'lead-assigned' : 'lead-parked', { leadId: id, pool: pool.id, owner: owner?.id });
  }
  return change;
}

interface Given {
  lead: Lead;
  ledger: Ledger | null;
  pool: Pool;
  agents: AgentsDocument;
  message: TurnMessage;
  now: string;
}

function decide({ lead, ledger, pool, agents, message, now }: Given): { drafts: Draft[]; ledger?: Ledger } {
  const before = ledger ?? { pool: pool.id, version: 0, members: {} };
  const turn = fairTurn(candidates(pool, agents, lead, now), before);
  const owner = agents.agents.find(({ id }) => id === turn.taker);
  const { rule, rulesHash, because } = message;
  if (!owner) return { drafts: parked(lead, pool, turn.candidates, message) };
  const assignment = {
    rule,
    because,
    rulesHash,
    at: now,
    turn: (lead.assignment?.turn ?? 0) + 1,
    candidates: turn.candidates,
  };
  const data = { pool: pool.id, owner: { id: owner.id, name: owner.name }, assignment };
  return {
    drafts: [{ type: 'LeadAssigned', rule, rulesHash, because, to: 'assigned', data }],
    ledger: turn.ledger,
  };
}

/** Says once why nobody can take the lead; asked again, it stays silent until the reason changes. */
function parked(
  lead: Lead,
  pool: Pool,
  passed: readonly { passedOver?: string }[],
  { rule, rulesHash }: TurnMessage,
): Draft[] {
  const reason = passed.every(({ passedOver }) => passedOver === 'had-it')
    ? 'all-had-it'
    : 'nobody-available';
  if (lead.pool === pool.id && lead.reason === reason) return [];
  return [{ type: 'LeadParked', rule, rulesHash, data: { pool: pool.id, reason } }];
}
