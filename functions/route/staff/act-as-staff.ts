import { type ChangeOutcome, changeLead, ERASED, type Refusal } from '../../../shared/change-lead.ts';
import { dayBounds } from '../../../shared/domain/business-time.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Origin } from '../../../shared/domain/evolve.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { dismiss, mergeByHand, unmerge } from '../../../shared/merge-leads.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { PoolsDocument } from '../../../shared/rules/pools.ts';
import { ledgerOf } from '../ledger-of.ts';
import { act, type StaffAction } from '../rules/act.ts';
import { assign } from '../rules/by-hand.ts';
import { noteCall } from '../rules/call-note.ts';
import { excludesAlone, proposeExclusion, settleProposal } from '../rules/four-eyes.ts';
import { backForOrder, isLate } from '../rules/late-order.ts';
import { type Entered, enter, limitedOwner } from '../rules/open-by-hand.ts';
import { type PairRequest, pairRequest } from '../rules/pair-action.ts';
import { moveClock } from '../rules/pause-clock.ts';
import { mayAct } from '../rules/permissions.ts';
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
  if (lead?.state === 'erased') return { outcome: 'refused', refusal: ERASED, lead };
  if (!lead || isHidden(lead, caller)) return { outcome: 'missing' };
  const origin = { now, by: `staff:${caller.subject}`, correlationId };
  if (action.action === 'merge' || action.action === 'unmerge' || action.action === 'review') {
    const pair = pairRequest(
      action,
      (lead.doubles ?? []).map((double) => double.lead),
    );
    if (pair === 'other-missing') return { outcome: 'refused', refusal: OTHER_MISSING, lead };
    if (pair) return actOnPair(ports, { leadId, pair, lead }, origin);
  }
  if (action.action === 'review' && (action.decision === 'confirm' || lead.proposed)) {
    const { hash } = await ports.rules.get('exclusion');
    return changeLead(ports, leadId, origin, (current) =>
      settleProposal(current, action, { by: origin.by, now, rulesHash: hash }),
    );
  }
  if (action.action === 'resume')
    return changeLead(ports, leadId, origin, (current, watch) => moveClock(current, action, now, watch));
  if (action.action === 'call-note') {
    const definition = await ports.rules.get('definition');
    return changeLead(ports, leadId, origin, (current, { calendars }) =>
      noteCall(current, action, { definition, calendars: calendars.document }, now),
    );
  }
  if (action.action === 'won' && isLate(lead, action))
    return takeLateOrder(ports, { leadId, action }, origin);
  if (action.action !== 'assign' && action.action !== 'override' && action.action !== 'pause')
    return changeLead(ports, leadId, origin, (current) => act(current, action, now));
  const [agents, pools] = await Promise.all([ports.rules.get('agents'), ports.rules.get('pools')]);
  const staff = { agents: agents.document, pools: pools.document };
  if (action.action === 'pause') {
    const asked = { ...action, until: action.until, ...endOf(action.until, agents.document) };
    return changeLead(ports, leadId, origin, (current, watch) => moveClock(current, asked, now, watch));
  }
  const byHand = { ...action, ...endOf(action.until, agents.document) };
  if (byHand.action === 'override') {
    const { document, hash } = await ports.rules.get('exclusion');
    const alone = excludesAlone(caller.role, document);
    return changeLead(ports, leadId, origin, (current) =>
      byHand.exclusion && !alone
        ? proposeExclusion(current, byHand, { now, rulesHash: hash })
        : act(current, byHand, now),
    );
  }
  let ledger: Ledger | null = null;
  const decide = async (current: Lead) => {
    const drafts = assign(current, byHand, staff, now);
    if (!Array.isArray(drafts)) return drafts;
    const entered = await enterOpen(ports.store, drafts, { leadId, ...staff });
    ledger = entered?.ledger ?? null;
    return entered?.drafts ?? drafts;
  };
  return changeLead(ports, leadId, origin, decide, () => (ledger ? { ledger } : {}));
}

/** An order of a lead that sales let go of: the lead goes the way back to whoever had it last, and is won. */
function takeLateOrder(
  ports: { store: LeadStore; rules: ActiveRules },
  { leadId, action }: { leadId: string; action: Extract<StaffAction, { action: 'won' }> },
  origin: Origin,
): Promise<ChangeOutcome> {
  return changeLead(ports, leadId, origin, async (lead) => {
    const known = lead.orders.some(({ id }) => id === action.orderId);
    if (known || !isLate(lead, action)) return act(lead, action, origin.now);
    const events = (await ports.store.loadWithHistory(leadId))?.events ?? [];
    const back = backForOrder(lead, events, origin.now);
    const won = act(back.length > 0 ? { ...lead, state: 'assigned' } : lead, action, origin.now);
    return Array.isArray(won) ? [...back, ...won] : won;
  });
}

/** Enters a lead that is given by hand among the open leads of its owner, where their number is limited; else null. */
async function enterOpen(
  store: LeadStore,
  drafts: readonly Draft[],
  { leadId, pools }: { leadId: string; pools: PoolsDocument },
): Promise<Entered | null> {
  const limited = limitedOwner(drafts, pools);
  if (!limited) return null;
  const { ledger, open } = await ledgerOf(store, limited.pool);
  return enter(drafts, { leadId, agent: limited.agent, ledger, open });
}

const OTHER_MISSING: Refusal = {
  refused: 'other-missing',
  because: 'Say which other lead is meant: { "with": its id }.',
};

/** Decides about a lead and another one. @returns the lead that now answers for the person */
async function actOnPair(
  ports: { store: LeadStore; rules: ActiveRules },
  { leadId, pair, lead }: { leadId: string; pair: PairRequest; lead: Lead },
  origin: Origin,
): Promise<ChangeOutcome> {
  const { reason } = pair;
  const done = await (pair.ask === 'unmerge'
    ? unmerge(ports, { leadId, reason }, origin)
    : pair.ask === 'merge'
      ? mergeByHand(ports, { ids: [leadId, pair.other], into: pair.into, reason }, origin)
      : dismiss(ports, { ids: [leadId, pair.other], reason }, origin));
  if ('stays' in done) return { outcome: 'changed', lead: done.stays, events: [] };
  return done.outcome === 'unchanged' ? { outcome: 'unchanged', lead } : done;
}

/** The instant that is meant: a date means its end, as the company counts days. */
function endOf(until: string | undefined, place: { timeZone: string }): { until?: string } {
  if (until === undefined) return {};
  return { until: until.includes('T') ? new Date(until).toISOString() : dayBounds(until, place).to };
}
