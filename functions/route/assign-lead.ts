import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import type { Absence } from '../../shared/domain/absence.ts';
import { localDate } from '../../shared/domain/business-time.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import { log } from '../../shared/observe/log.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { bindOrganisation, type OrganisationPorts } from './bind-organisation.ts';
import { type Consulted, ledgerOf } from './ledger-of.ts';
import { relevantAbsences, withAbsences } from './rules/absences.ts';
import { isAnyFree } from './rules/availability.ts';
import { type Decision, type Directory, decideTurn } from './rules/decide-turn.ts';
import { type Route, routeOf } from './rules/route-of.ts';
import { askedFirst, before, placeOf } from './rules/waiting-line.ts';
import type { TurnMessage } from './turn-message.ts';

type Ports = { store: LeadStore; rules: ActiveRules; absences: Absences } & OrganisationPorts;

/**
 * Gives the lead to the member whose turn it is, after those that wait before it in the line of the pool. A turn and its
 * assignment are one write: neither a turn nor a lead can be lost, and a message that comes twice finds the lead assigned.
 * @param now the instant as ISO text
 * @throws Fault `pool-unknown`, `contended` (both retryable)
 */
export async function assignLead(ports: Ports, message: TurnMessage, now: string): Promise<ChangeOutcome> {
  const directory = await directoryOf(ports, message.pool, now);
  const turn = { ports, directory, message, now, gone: new Set<string>() };
  const consulted = await ledgerOf(ports.store, directory.pool, 'moment-old');
  const ahead = await waitingBefore(turn, consulted.ledger);
  for (const leadId of ahead) {
    const routing = await ports.rules.get('routing');
    const tried = await offer(turn, { leadId, routeBy: (lead) => routeOf(lead, routing) });
    if (tried.outcome === 'missing' || tried.lead.state !== 'qualified') turn.gone.add(leadId);
    if (tried.outcome !== 'changed') continue;
    const { ledger } = await ledgerOf(ports.store, directory.pool);
    if (!isAnyFree({ ...directory, ledger }, now)) break;
  }
  const known = ahead.length === 0 ? { consulted } : {};
  return offer(turn, { leadId: message.leadId, routeBy: () => message, ...known });
}

/** The directory with what members entered themselves, and the rule set that it is from. */
type Known = Directory & { absences: Record<string, Absence[]>; set?: string };

async function directoryOf({ rules, absences }: Ports, poolId: string, now: string): Promise<Known> {
  const [pools, agents, calendars, entered] = await Promise.all([
    rules.get('pools'),
    rules.get('agents'),
    rules.get('calendars'),
    absences.all(),
  ]);
  const pool = pools.document.pools.find(({ id }) => id === poolId);
  if (!pool) throw new Fault('pool-unknown', { retryable: true, detail: poolId });
  const known = agents.document.agents.map(({ id }) => id);
  const own = relevantAbsences(entered, known, localDate(now, agents.document));
  return {
    pools: pools.document,
    pool,
    agents: withAbsences(agents.document, own),
    calendars: calendars.document,
    absences: own,
    ...(pools.set ? { set: pools.set } : {}),
  };
}

/** Ids of the leads that must be asked about first; none on the usual path, where nobody waits. */
async function waitingBefore({ ports, directory, message, now }: Turning, ledger: Ledger): Promise<string[]> {
  if (!ledger.waiting?.length || !isAnyFree({ ...directory, ledger }, now)) return [];
  const lead = await ports.store.load(message.leadId);
  if (lead?.state !== 'qualified') return [];
  const canTake = (had: readonly string[]) => isAnyFree({ ...directory, ledger }, now, had);
  return askedFirst(before(placeOf(lead), ledger), canTake, ledger).map((place) => place.leadId);
}

interface Turning {
  ports: Ports;
  directory: Known;
  message: TurnMessage;
  now: string;
  /** Leads that stand in the line and wait no longer. */
  gone: ReadonlySet<string>;
}

interface Offered {
  leadId: string;
  routeBy: (lead: Lead) => Route;
  /** The ledger, if it was just read; should it have changed, the turn is not written and it is read again. */
  consulted?: Consulted;
}

async function offer(
  { ports, directory, message, now, gone }: Turning,
  { leadId, routeBy, consulted: read }: Offered,
): Promise<ChangeOutcome> {
  const { pool, set } = directory;
  const { correlationId, eventId: causationId } = message;
  const origin = { now, by: 'system', correlationId, causationId, ...(set ? { set } : {}) };
  let decided: Decision = { drafts: [] };
  let known = read;
  const change = await changeLead(
    ports,
    leadId,
    origin,
    async (lead) => {
      const chosen = routeBy(lead);
      if (lead.state !== 'qualified' || chosen.pool !== pool.id) return [];
      const route = await bindOrganisation(ports, lead, chosen);
      // What costs nobody a turn may leave the ledger as it is: then its version must be the present one.
      const { ledger, open } = (route.bound ? undefined : known) ?? (await ledgerOf(ports.store, pool));
      known = undefined;
      decided = decideTurn({ ...directory, lead, ledger, open, route, now, gone });
      return decided.drafts;
    },
    () => (decided.ledger ? { ledger: decided.ledger } : {}),
  );
  if (change.outcome === 'changed') {
    const { owner } = change.lead;
    log.info(owner ? 'lead-assigned' : 'lead-parked', { leadId, pool: pool.id, owner: owner?.id });
  }
  return change;
}
