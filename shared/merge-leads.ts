/** Changes of two leads at once: they are one person, may be one, are two after all. */
import { ERASED, type Refusal } from './change-lead.ts';
import type { Origin } from './domain/evolve.ts';
import { Fault } from './domain/faults.ts';
import type { Lead } from './domain/lead.ts';
import { WITH_SALES } from './domain/lifecycle.ts';
import { type Review, reviewId } from './domain/review.ts';
import type { ActiveRules } from './ports/active-rules.ts';
import type { LeadStore } from './ports/lead-store.ts';
import { letThrough, setAside } from './rules/doubtful.ts';
import {
  areDistinct,
  type Cause,
  dismissDrafts,
  hindrance,
  mergeDrafts,
  type PairDrafts,
  survivorFirst,
  suspectDrafts,
  type Told,
} from './rules/merge.ts';
import { lastMerged, mergedInto, undoDrafts } from './rules/unmerge.ts';
import { clockRules, recordWatched } from './rules/watch.ts';

const TRIES = 8;

export interface PairPorts {
  store: LeadStore;
  rules: ActiveRules;
}

export type PairOutcome =
  | { outcome: 'merged' | 'parted' | 'asked' | 'dismissed'; stays: Lead; other: Lead }
  | { outcome: 'unchanged' }
  | { outcome: 'refused'; refusal: Refusal; lead: Lead }
  | { outcome: 'missing' };

type Changed = Extract<PairOutcome, { stays: Lead }>['outcome'];
type Decision =
  | { outcome: Changed; pair: readonly [Told, Told]; drafts: PairDrafts; review?: Review | undefined }
  | Exclude<PairOutcome, { stays: Lead }>;

/**
 * Changes two leads in one step, and decides anew where somebody else was quicker.
 * @param read both leads, or null where one is missing
 * @throws Fault `contended` (retryable) after 8 conflicts
 */
async function changePair(
  { store, rules }: PairPorts,
  origin: Origin,
  read: () => Promise<readonly [Told, Told] | null>,
  decide: (pair: readonly [Told, Told]) => Promise<Decision> | Decision,
): Promise<PairOutcome> {
  const watch = await clockRules(rules);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const pair = await read();
    if (!pair) return { outcome: 'missing' };
    const decision = await decide(pair);
    if (!('pair' in decision)) return decision;
    const [first, second] = decision.pair.map(({ lead }, i) => {
      const drafts = i === 0 ? decision.drafts.first : decision.drafts.second;
      return { ...recordWatched(lead.id, lead, drafts, origin, watch), expectedVersion: lead.version };
    });
    if (!first || !second) return { outcome: 'missing' };
    const { review, outcome } = decision;
    const written = await store.commit({ ...first, beside: second, ...(review ? { review } : {}) });
    if (written.outcome === 'stored') return { outcome, stays: first.lead, other: second.lead };
  }
  throw new Fault('contended', { retryable: true, detail: 'two leads' });
}

/** Two leads as they stand; of one that was joined into another, that other one. */
async function both(store: LeadStore, ids: readonly [string, string]): Promise<readonly [Told, Told] | null> {
  const [one, other] = await Promise.all(ids.map((id) => store.loadWithHistory(id)));
  return one && other ? [one, other] : null;
}

/** The open review of two leads, if somebody was asked. @param named the ids by which the review names them */
async function openReview(store: LeadStore, named: readonly [string, string]): Promise<Review | undefined> {
  const review = await store.loadReview(reviewId(...named));
  return review && !review.decided ? review : undefined;
}

const decided = (
  review: Review | undefined,
  as: 'same' | 'different',
  { by, now: at }: Origin,
  reason?: string,
): Review | undefined => review && { ...review, decided: { as, by, at, ...(reason ? { reason } : {}) } };

/**
 * What the comparison came to: the leads are joined, or somebody is asked, or neither because they are decided on already.
 * @param said `verdict` `merge` becomes a question where the rules may not join the two by themselves; `quarantine` tells
 * that nobody else speaks to the person while it is open whether sales does already
 */
export function recognised(
  ports: PairPorts,
  ids: readonly [string, string],
  {
    verdict,
    cause,
    quarantine,
  }: {
    verdict: 'merge' | 'review';
    cause: Cause & { score: number; rulesHash: string };
    quarantine: boolean;
  },
  origin: Origin,
): Promise<PairOutcome> {
  const { store } = ports;
  return changePair(
    ports,
    origin,
    () => both(store, ids),
    async ([one, other]) => {
      if (one.lead.id === other.lead.id || areDistinct(one.lead, other.lead)) return { outcome: 'unchanged' };
      if ([one, other].some(({ lead }) => lead.state === 'erased')) return { outcome: 'unchanged' };
      const pair = survivorFirst(one, other);
      const named = [pair[0].lead.id, pair[1].lead.id] as const;
      const against = hindrance(one.lead, other.lead);
      const asked = await openReview(store, named);
      if (verdict === 'merge' && against === null) {
        const review = decided(asked, 'same', origin);
        return { outcome: 'merged', pair, drafts: mergeDrafts(...pair, cause), review };
      }
      if (asked) return { outcome: 'unchanged' };
      const because = against ? `${cause.because}; ${against}` : cause.because;
      const { score, evidence = [], rulesHash } = cause;
      const review: Review = {
        id: reviewId(...named),
        leads: [...named],
        at: origin.now,
        ...{ score, evidence, rulesHash, because },
        decided: null,
      };
      const [{ lead: stays }, { lead: goes }] = pair;
      const drafts = suspectDrafts(stays, goes, { ...cause, because });
      if (quarantine) drafts.second.push(...setAside(stays, goes, { ...cause, because }));
      return { outcome: 'asked', pair, drafts, review };
    },
  );
}

/**
 * Joins two leads because a person says so.
 * @param into the one that is to stay; else the rule decides
 */
export function mergeByHand(
  ports: PairPorts,
  {
    ids,
    into,
    reason,
  }: { ids: readonly [string, string]; into?: string | undefined; reason?: string | undefined },
  origin: Origin,
): Promise<PairOutcome> {
  const { store } = ports;
  return changePair(
    ports,
    origin,
    () => both(store, ids),
    async ([one, other]) => {
      if (one.lead.id === other.lead.id)
        return refused(one.lead, 'already-merged', 'The two are one lead already.');
      const gone = [one, other].find(({ lead }) => lead.state === 'erased');
      if (gone)
        return refused(gone.lead, 'action-not-possible', 'A lead that is erased does not allow merge.');
      const pair = ordered(survivorFirst(one, other), into);
      if (!pair) {
        return refused(
          one.lead,
          'with-sales',
          'Sales has the lead that would go: merge the other one into it.',
        );
      }
      const review = decided(await openReview(store, ids), 'same', origin, reason);
      const cause = {
        rule: 'identity/by-hand',
        because: reason ?? 'decided by a person',
        ...(reason ? { reason } : {}),
      };
      return { outcome: 'merged', pair, drafts: mergeDrafts(...pair, cause), review };
    },
  );
}

/** The order that somebody asked for, unless sales would lose a lead by it. */
function ordered([stays, goes]: [Told, Told], into: string | undefined): [Told, Told] | null {
  if (into === undefined || into === stays.lead.id || into !== goes.lead.id) return [stays, goes];
  return WITH_SALES.includes(stays.lead.state) ? null : [goes, stays];
}

function refused(lead: Lead, code: string, because: string): Extract<PairOutcome, { outcome: 'refused' }> {
  return { outcome: 'refused', refusal: { refused: code, because }, lead };
}

/**
 * Makes two leads of one again.
 * @param leadId the lead that was joined into another one, or the other one: then the last that was joined into it
 */
export async function unmerge(
  ports: PairPorts,
  { leadId, reason }: { leadId: string; reason?: string | undefined },
  origin: Origin,
): Promise<PairOutcome> {
  const { store } = ports;
  const asked = await store.loadItself(leadId);
  if (!asked) return { outcome: 'missing' };
  const gone = asked.lead.merged ? leadId : lastMerged(asked.events);
  if (gone === undefined) {
    return refused(asked.lead, 'action-not-possible', 'No lead was merged into this one.');
  }
  return changePair(
    ports,
    origin,
    async () => {
      const went = await store.loadItself(gone);
      const stayed = went && (await store.loadItself(went.lead.merged?.into ?? leadId));
      return went && stayed ? [stayed, went] : null;
    },
    async ([stayed, went]) => {
      if (stayed.lead.merged) {
        return refused(stayed.lead, 'merged-further', `Undo first that ${stayed.lead.id} was merged itself.`);
      }
      const others = await stillJoined(store, stayed, went);
      const drafts = undoDrafts({ stayed, went, others }, origin.now, reason);
      if (!drafts) return refused(went.lead, 'action-not-possible', 'The two are not merged.');
      return { outcome: 'parted', pair: [stayed, went], drafts };
    },
  );
}

/** The leads that are joined into one, less the one that leaves it. */
async function stillJoined(store: LeadStore, stayed: Told, went: Told): Promise<Told[]> {
  const ids = mergedInto(stayed.events).filter((id) => id !== went.lead.id);
  const found = await Promise.all(ids.map((id) => store.loadItself(id)));
  return found.filter((told) => told !== null);
}

/** Somebody decided that the two leads of a review are two people. */
export function dismiss(
  ports: PairPorts,
  { ids, reason }: { ids: readonly [string, string]; reason?: string | undefined },
  origin: Origin,
): Promise<PairOutcome> {
  const { store } = ports;
  return changePair(
    ports,
    origin,
    () => both(store, ids),
    async (pair) => {
      const [{ lead }, { lead: other }] = pair;
      if (lead.id === other.id)
        return refused(lead, 'already-merged', 'The two are one lead: undo the merge.');
      if (areDistinct(lead, other)) return { outcome: 'unchanged' };
      const gone = [lead, other].find(({ state }) => state === 'erased');
      if (gone) return { outcome: 'refused', refusal: ERASED, lead: gone };
      const review = decided(await openReview(store, ids), 'different', origin, reason);
      const drafts = dismissDrafts(ids, reason);
      drafts.first.push(...letThrough(lead, other.id));
      drafts.second.push(...letThrough(other, lead.id));
      return { outcome: 'dismissed', pair, drafts, review };
    },
  );
}
