import type { Draft, TurnGiven } from '../../../shared/domain/events.ts';
import type { Assignment, Lead } from '../../../shared/domain/lead.ts';
import { AGAIN, type Ledger } from '../../../shared/domain/ledger.ts';
import { type AgentsDocument, worksFor } from '../../../shared/rules/agents.ts';
import type { CalendarsDocument } from '../../../shared/rules/calendars.ts';
import type { Member, Pool, PoolsDocument } from '../../../shared/rules/pools.ts';
import { countGiven, hindranceOf, nextFree, periodsOf } from './availability.ts';
import { candidates } from './candidates.ts';
import { fairTurn, type Turn } from './fair-turn.ts';
import type { Route } from './route-of.ts';
import { tierOf } from './tier.ts';
import { enter, isPlanned, leave, placeOf, planned } from './waiting-line.ts';

/** A pool, and what is known of its members. */
export interface Directory {
  pools: PoolsDocument;
  pool: Pool;
  agents: AgentsDocument;
  calendars: CalendarsDocument;
}

interface Given extends Directory {
  lead: Lead;
  ledger: Ledger;
  route: Route;
  now: string;
  /** Leads that stand in the line of the ledger and wait no longer. */
  gone: ReadonlySet<string>;
  /** Absences that members entered themselves; the agents have them already. */
  absences?: TurnGiven['absences'];
  /** Open leads of members that were looked up; the ledger has them already. */
  open?: TurnGiven['open'];
}

/** Events of the lead, and the pool's ledger that is written with them. */
export interface Decision {
  drafts: Draft[];
  ledger?: Ledger;
}

/** Decides who gets a qualified lead, or that it waits in the line of the pool. */
export function decideTurn(given: Given): Decision {
  return kept(given) ?? inTurn(given);
}

/**
 * A customer stays with whoever won them, a named account with its owner and an organisation with whoever works on it, in
 * whatever pool that agent is now; while the agent is away, with the deputy. It costs nobody a turn. If neither can take it, the turn decides.
 */
function kept(given: Given): Decision | null {
  const { lead, ledger, pool, agents, route, now } = given;
  const { bound } = route;
  if (!bound) return null;
  const person = agents.agents.find(({ id }) => id === bound.owner);
  const hindrance = hindranceOf(memberOf(bound.owner, given), given, now);
  const instead = hindrance?.why === 'absent' ? person?.deputy : undefined;
  const owner = hindrance ? agents.agents.find(({ id }) => id === instead) : person;
  if (!owner || (hindrance && hindranceOf(memberOf(owner.id, given), given, now))) return null;
  const passed = hindrance ? [{ id: bound.owner, passedOver: hindrance.why }] : [];
  const { rule, because, colleague } = bound;
  const reasons = { rule: hindrance ? `${rule}/deputy` : rule, because, rulesHash: route.rulesHash };
  const turn = (lead.assignment?.turn ?? 0) + 1;
  const known = { ...(colleague ? { colleague } : {}), ...worksFor(owner) };
  const assignment = { ...reasons, at: now, turn, ...known, candidates: [...passed, { id: owner.id }] };
  const to = { id: owner.id, name: owner.name };
  const periods = { leadId: lead.id, ...periodsOf(now, agents) };
  const counted = countGiven(ledger, memberOf(owner.id, given), periods);
  const waits = counted.waiting?.some(({ leadId }) => leadId === lead.id);
  const after = waits ? leave(counted, new Set([lead.id])) : counted;
  const data = { pool: pool.id, owner: to, assignment, given: inputs(given) };
  return {
    drafts: [{ type: 'LeadAssigned', ...reasons, to: 'assigned', data }],
    ...(after === ledger ? {} : { ledger: after }),
  };
}

/** The agent as a member of the pool, with its limits; without any where the agent is in another pool. */
function memberOf(agent: string, { pool }: Given): Member {
  return pool.members.find((member) => member.agent === agent) ?? { agent, weight: 1 };
}

function inTurn(given: Given): Decision {
  const { lead, ledger, pool, agents, route, now, gone, pools } = given;
  const tier = tierOf(pools, lead);
  const turn = fairTurn(candidates(given, now), ledger, tier);
  const owner = agents.agents.find(({ id }) => id === turn.taker);
  const member = pool.members.find(({ agent }) => agent === turn.taker);
  if (!owner || !member) return parked(given, turn);
  const { rule, rulesHash, because } = route;
  const nth = (lead.assignment?.turn ?? 0) + 1;
  const partners = tier === AGAIN ? undefined : partnersOf(given, turn);
  const assignment = {
    ...{ rule, because, rulesHash, at: now, turn: nth, tier },
    ...(partners ? { partners } : {}),
    ...worksFor(owner),
    candidates: turn.candidates,
  };
  const data = { pool: pool.id, owner: { id: owner.id, name: owner.name }, assignment, given: inputs(given) };
  return {
    drafts: [{ type: 'LeadAssigned', rule, rulesHash, because, to: 'assigned', data }],
    ledger: leave(
      countGiven(turn.ledger, member, { leadId: lead.id, ...periodsOf(now, agents) }),
      new Set([...gone, lead.id]),
    ),
  };
}

/** What was due to the partners of a turn; undefined where partners or direct sales could not take the lead (R125). */
function partnersOf({ pool, agents }: Given, { taker, candidates: asked }: Turn): Assignment['partners'] {
  const ids = new Set(agents.agents.filter(({ channel }) => channel === 'partner').map(({ id }) => id));
  const able = asked.filter(({ passedOver }) => passedOver === undefined);
  const partners = able.filter(({ id }) => ids.has(id));
  if (partners.length === 0 || partners.length === able.length) return undefined;
  const weightOf = (some: Turn['candidates']) =>
    some.reduce((sum, { id }) => sum + (pool.members.find(({ agent }) => agent === id)?.weight ?? 0), 0);
  const share = Number((weightOf(partners) / weightOf(able)).toFixed(6));
  return { able: partners.length, share, got: taker !== null && ids.has(taker) };
}

/** Puts the lead in the line and fixes when it is tried again; asked before that, it stays as it is. */
function parked(given: Given, { candidates: passed }: Turn): Decision {
  const { lead, pool, route, ledger, now, gone } = given;
  const all = passed.every(({ passedOver }) => passedOver === 'had-it');
  const reason = all ? 'all-had-it' : 'nobody-available';
  const still = lead.pool === pool.id && lead.reason === reason;
  if (still && isPlanned(lead, now)) return { drafts: [] };
  const after = enter(leave(ledger, gone), placeOf(lead));
  const { rule, rulesHash } = route;
  const line = after.waiting?.length ?? 1;
  const data = { pool: pool.id, reason, line, ...(still ? { still } : {}), given: inputs(given) };
  const clocks = planned(lead, nextFree(given, now), now);
  return { drafts: [{ type: 'LeadParked', rule, rulesHash, data, clocks }], ledger: after };
}

/** What is not in the lead and not in the rules. */
function inputs({ ledger, gone, absences = {}, open = {}, pool, route, agents }: Given): TurnGiven {
  const deputy = agents.agents.find(({ id }) => id === route.bound?.owner)?.deputy;
  const asked = [...pool.members.map(({ agent }) => agent), route.bound?.owner, deputy];
  const theirs = Object.entries(absences).filter(([agent]) => asked.includes(agent));
  return {
    ledger: ledger.version,
    ...(theirs.length > 0 ? { absences: Object.fromEntries(theirs) } : {}),
    ...(gone.size > 0 ? { gone: [...gone] } : {}),
    ...(route.bound?.colleague
      ? { organisation: { owner: route.bound.owner, lead: route.bound.colleague } }
      : {}),
    ...(Object.keys(open).length > 0 ? { open } : {}),
  };
}
