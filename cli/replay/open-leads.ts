/** Says again on which leads members worked when a limit of theirs was asked about, by the histories of those leads. */
import type { Consulted } from '../../functions/route/ledger-of.ts';
import type { LeadEvent, TurnGiven } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import { WITH_SALES } from '../../shared/domain/lifecycle.ts';
import type { Pool } from '../../shared/rules/pools.ts';

/** A lead was looked up within this time of the instant that its decision bears: longer no function runs. */
const LOOKED_UP_WITHIN_MS = 60_000;

/** Whose a lead was from an instant on; nobody's while it is not with sales. */
interface Turnover {
  from: string;
  agent: string | null;
  pool: string | null;
}

/** Who worked on which lead when. */
export class OpenLeads {
  readonly #leads = new Map<string, Turnover[]>();

  /** @param states the lead after each of its events */
  add(leadId: string, events: readonly LeadEvent[], states: readonly Lead[]): void {
    const turnovers: Turnover[] = [];
    for (const [index, { owner, pool, state }] of states.entries()) {
      const agent = owner && WITH_SALES.includes(state) ? owner.id : null;
      const last = turnovers.at(-1) ?? { agent: null, pool: null };
      if (last.agent !== agent || last.pool !== pool)
        turnovers.push({ from: events[index]?.at ?? '', agent, pool });
    }
    if (turnovers.some(({ agent }) => agent !== null)) this.#leads.set(leadId, turnovers);
  }

  /**
   * The ledger as a turn found it put right: lists that seemed full, and those of members whose limit was new, were looked
   * up. Where a lead changed hands about that time, what was noted counts.
   * @param noted the lists that the decision says it looked up
   */
  consulted(
    ledger: Ledger,
    { pool, at, noted = {} }: { pool: Pool; at: string; noted?: TurnGiven['open'] },
  ): Consulted {
    const open: Consulted['open'] = {};
    const members = { ...ledger.members };
    for (const { agent, open: most } of pool.members) {
      const counted = members[agent];
      if (most === undefined || (counted?.open && counted.open.length < most)) continue;
      const said = noted[agent] ?? [];
      const asked = counted?.open ?? [...new Set([...said, ...this.#of(agent, pool.id, at)])];
      const list = asked.filter((leadId) => this.#was(leadId, agent, at) ?? said.includes(leadId));
      members[agent] = { ...(counted ?? { got: 0, standing: 0 }), open: list };
      open[agent] = list;
    }
    return { ledger: { ...ledger, members }, open };
  }

  #of(agent: string, pool: string, at: string): string[] {
    return [...this.#leads].flatMap(([leadId, turnovers]) => {
      const then = turnovers.findLast(({ from }) => from <= at);
      return then?.agent === agent && then.pool === pool ? [leadId] : [];
    });
  }

  /** Whether a member worked on a lead; null where that changed about then. */
  #was(leadId: string, agent: string, at: string): boolean | null {
    const around = (ms: number) => new Date(Date.parse(at) + ms).toISOString();
    const [early, late] = [around(-LOOKED_UP_WITHIN_MS), around(LOOKED_UP_WITHIN_MS)];
    const turnovers = this.#leads.get(leadId) ?? [];
    const then = turnovers.findLast(({ from }) => from <= early)?.agent === agent;
    const changes = turnovers.some(
      ({ from, agent: other }) => from > early && from <= late && (other === agent) !== then,
    );
    return changes ? null : then;
  }
}
