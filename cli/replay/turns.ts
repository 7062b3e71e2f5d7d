/** Decides again whose turn it was: the turns of a pool in the order of its ledger, from the first. */
import { withAbsences } from '../../functions/route/rules/absences.ts';
import { type Decision, decideTurn } from '../../functions/route/rules/decide-turn.ts';
import { enter, limitedOwner } from '../../functions/route/rules/open-by-hand.ts';
import { boundTo } from '../../functions/route/rules/organisation-owner.ts';
import { routeOf } from '../../functions/route/rules/route-of.ts';
import type { Draft, TurnGiven } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import { type ArchivedRules, RulesMissing } from './archive.ts';
import { type Change, draftsOf } from './changes.ts';
import type { OpenLeads } from './open-leads.ts';

/** A turn that was decided, with what it was decided on. */
export interface Turn {
  change: Change;
  before: Lead;
  pool: string;
  given: TurnGiven;
}

/** The turn that a change is, if it is one. */
export function turnOf(change: Change): Turn | null {
  const { before, events } = change;
  for (const { type, data } of events) {
    if ((type === 'LeadAssigned' || type === 'LeadParked') && data.given && before)
      return { change, before, pool: data.pool, given: data.given };
  }
  return null;
}

/** A lead that was given by hand to somebody whose open leads are limited: no turn, but the ledger was written. */
export interface Entry {
  change: Change;
  pool: string;
  entered: Pick<TurnGiven, 'ledger' | 'open'>;
}

/** The entry in a ledger that a change is, if it is one. */
export function entryOf(change: Change): Entry | null {
  for (const { type, data } of change.events)
    if (type === 'LeadAssigned' && data.entered) return { change, pool: data.pool, entered: data.entered };
  return null;
}

/** What comes out again, or why it cannot: a turn before it is missing, or rules are. */
export type Outcome = { turn: Turn | Entry; drafts: Draft[] } | { turn: Turn | Entry; because: string };

/** The turns of one pool, decided again one after the other, and the ledger after the last. */
export function turnsAgain(
  turns: readonly (Turn | Entry)[],
  known: { rules: ArchivedRules; open: OpenLeads },
): { outcomes: Outcome[]; ledger: Ledger | null } {
  const inOrder = [...turns].sort(
    (one, other) =>
      versionOf(one) - versionOf(other) || (one.change.events[0].at < other.change.events[0].at ? -1 : 1),
  );
  let ledger: Ledger = { pool: turns[0]?.pool ?? '', version: 0, members: {} };
  let broken: string | null = null;
  const outcomes = inOrder.map((turn): Outcome => {
    if (versionOf(turn) !== ledger.version && broken === null)
      broken = `turn ${ledger.version} of the pool is missing`;
    if (broken !== null) return { turn, because: broken };
    try {
      const decided = 'given' in turn ? turnAgain(turn, ledger, known) : entryAgain(turn, ledger, known);
      if (decided.ledger) ledger = { ...decided.ledger, version: ledger.version + 1 };
      return { turn, drafts: decided.drafts };
    } catch (error) {
      if (!(error instanceof RulesMissing)) throw error;
      broken = error.message;
      return { turn, because: broken };
    }
  });
  return { outcomes, ledger: broken === null ? ledger : null };
}

const versionOf = (turn: Turn | Entry): number => ('given' in turn ? turn.given : turn.entered).ledger;

/** Who gave the lead to whom was a person's decision; that it is entered among the open leads is a rule. */
function entryAgain(
  { change, pool: poolId, entered: { open: noted } }: Entry,
  ledger: Ledger,
  { rules, open }: { rules: ArchivedRules; open: OpenLeads },
): Decision {
  const { set = '', at } = change.events[0];
  const drafts = draftsOf(change);
  const limited = limitedOwner(drafts, rules.document('pools', set).document);
  if (!limited) throw new RulesMissing(`pool ${poolId} limits no open leads in set ${set}`);
  const { pool, agent } = limited;
  return enter(drafts, {
    leadId: change.leadId,
    agent,
    ...open.consulted(ledger, { pool, at, ...(noted ? { noted } : {}) }),
  });
}

/** The pool was chosen at the lead's own event that led here, or later: whichever state of the lead gives what is stored. */
function turnAgain(
  { change, before, pool: poolId, given }: Turn,
  ledger: Ledger,
  { rules, open }: { rules: ArchivedRules; open: OpenLeads },
): Decision {
  const { set = '', at, rulesHash, rule } = change.events[0];
  const document = <S extends 'pools' | 'agents' | 'calendars'>(subject: S) =>
    rules.document(subject, set).document;
  const pools = document('pools');
  const pool = pools.pools.find(({ id }) => id === poolId);
  if (!pool) throw new RulesMissing(`pool ${poolId} is not in set ${set}`);
  const { absences = {}, gone = [], organisation, open: noted } = given;
  const routing = rules.document('routing', set, rulesHash);
  const routes = change.since.map((lead) => routeOf(lead, routing));
  const route =
    routes.find((found) => found.pool === poolId && found.rule === rule) ??
    routes.at(-1) ??
    routeOf(before, routing);
  const bound = route.bound ?? (organisation && boundTo(organisation, routing.document));
  return decideTurn({
    pools,
    pool,
    agents: withAbsences(document('agents'), absences),
    calendars: document('calendars'),
    lead: before,
    ...open.consulted(ledger, { pool, at, ...(noted ? { noted } : {}) }),
    route: bound ? { ...route, bound } : route,
    now: at,
    gone: new Set(gone),
    absences,
  });
}
