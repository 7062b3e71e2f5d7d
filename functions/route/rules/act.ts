import * as z from 'zod';
import type { Refusal } from '../../../shared/change-lead.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { Facts } from '../../../shared/domain/facts.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { LeadAction, path, type State } from '../../../shared/domain/lifecycle.ts';
import { grantErasure, settleCases } from '../../../shared/rules/open-case.ts';
import { answered } from './answered.ts';
import { ByHandAction, override } from './by-hand.ts';
import { CallNote } from './call-note.ts';
import { forbidden } from './forbidden.ts';
import { Decision, PairAction } from './pair-action.ts';
import { ClockAction } from './pause-clock.ts';

/** Reasons that a person gives are codes, so that they can be counted; what else there is to say is a note. */
export const DeclineReason = z.enum(['no-capacity', 'wrong-territory', 'conflict', 'other']);
export const ReturnReason = z.enum([
  'not-ripe',
  'wrong-data',
  'wrong-territory',
  'not-reachable',
  'wrong-product',
  'other',
]);
export const LostReason = z.enum([
  'competitor',
  'price',
  'no-budget',
  'no-need',
  'no-decision',
  'not-reachable',
  'other',
]);

const note = z.string().trim().max(2000).optional();
/** Forms send empty fields for what was left open. */
const amount = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce.number().nonnegative().max(1e12).optional(),
);
const list = z.preprocess(
  (value) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean)
      : value,
  z.array(z.string().max(60)).max(30).default([]),
);

/** What an owner may do on the page behind the personal link. */
export const OwnerAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept'), note }),
  z.object({ action: z.literal('decline'), reason: DeclineReason, note }),
  z.object({ action: z.literal('contacted'), note }),
  z.object({ action: z.literal('return'), reason: ReturnReason, missing: list, note }),
  z.object({ action: z.literal('opportunity'), volume: amount, note }),
  z.object({ action: z.literal('won'), value: amount, orderId: z.string().trim().max(100).optional(), note }),
  z.object({ action: z.literal('lost'), reason: LostReason, note }),
  z.object({ action: z.literal('note'), note: z.string().trim().min(1).max(2000) }),
]);
export type OwnerAction = z.infer<typeof OwnerAction>;

const RECOVERABLE_DAYS = 30;

/** What staff and the CRM may do besides. */
export const StaffAction = z.discriminatedUnion('action', [
  ...OwnerAction.options,
  z.object({
    action: z.literal('review'),
    /** `same` or `different`: about another lead that may be the same person. */
    decision: Decision,
    with: z.string().max(80).optional(),
    /** What `correct` puts right before the inquiry goes on. */
    facts: Facts.strict().optional(),
    reason: note,
    note,
  }),
  z.object({ action: z.literal('qualify'), facts: Facts.strict(), note }),
  z.object({ action: z.literal('answer'), facts: Facts.strict(), note }),
  CallNote,
  z.object({
    action: z.literal('settle'),
    /** Run of the case's clock, such as `rights:1`; all that are open, where none is named. */
    case: z.string().max(40).optional(),
    result: z.enum(['done', 'refused']),
    note,
  }),
  /** Erases all that is known of the person, at once; what the law makes one keep is locked away. */
  z.object({ action: z.literal('erase'), reason: z.string().trim().min(3).max(500) }),
  z.object({ action: z.literal('fulfilled-by-hand'), inquiryId: z.string().optional(), note }),
  ...ByHandAction.options,
  ...ClockAction.options,
  ...PairAction.options,
]);
export type StaffAction = z.infer<typeof StaffAction>;

/**
 * What an action does to a lead: one event for each state that it passes through, or a refusal that names state and
 * action where the lifecycle forbids it. What needs more than the
 * lead is decided elsewhere: `assign` in by-hand.ts, pauses in pause-clock.ts, calls in call-note.ts.
 * @param now the instant as ISO text
 */
export function act(lead: Lead, request: StaffAction, now: string): Draft[] | Refusal {
  const drafts = decide(lead, request, now);
  if (!Array.isArray(drafts)) return drafts;
  const text = 'note' in request ? request.note : undefined;
  return text && request.action !== 'note' ? [...drafts, { type: 'NoteAdded', data: { text } }] : drafts;
}

function orderOf(
  { orderId, value }: Extract<OwnerAction, { action: 'won' }>,
  now: string,
): Lead['orders'][number] {
  return { id: orderId || newId('ord', now), at: now, ...(value === undefined ? {} : { value }) };
}

function decide(lead: Lead, request: StaffAction, now: string): Draft[] | Refusal {
  const action = LeadAction.safeParse(request.action);
  if (!action.success) return decideForStaff(lead, request, now);
  if (request.action === 'won' && request.orderId) {
    // Told again, perhaps after the lead came back: an order counts once.
    if (lead.orders.some(({ id }) => id === request.orderId)) return [];
    if (lead.state === 'won') return [{ type: 'LeadWon', data: { order: orderOf(request, now) } }];
  }
  const states = path(action.data, lead.state);
  if (states === null) return forbidden(lead, request.action);
  const owner = lead.owner?.id ?? 'unknown';
  const last = states.at(-1);
  const steps = states.slice(0, -1).map((state) => passing(state, owner));
  const to = last && last !== lead.state ? { to: last } : {};
  switch (request.action) {
    case 'accept':
      return [{ type: 'LeadAccepted', ...to, data: { owner } }];
    case 'decline':
      return [{ type: 'OwnerReleased', ...to, data: { owner, why: 'declined', reason: request.reason } }];
    case 'contacted':
      return [...states.map((state) => passing(state, owner)), { type: 'ContactMade', data: { owner } }];
    case 'return':
      return [
        { type: 'LeadReturned', ...to, data: { owner, reason: request.reason, missing: request.missing } },
      ];
    case 'opportunity':
      return [
        ...steps,
        {
          type: 'OpportunityOpened',
          ...to,
          data: request.volume === undefined ? {} : { volume: request.volume },
        },
      ];
    case 'won':
      return [...steps, { type: 'LeadWon', ...to, data: { order: orderOf(request, now) } }];
    case 'lost':
      return [...steps, { type: 'LeadLost', ...to, data: { reason: request.reason } }];
    case 'note':
      return [{ type: 'NoteAdded', data: { text: request.note } }];
    default:
      return forbidden(lead, request.action);
  }
}

/** The event of a state that an action only passes through. */
function passing(state: State, owner: string): Draft {
  return state === 'accepted'
    ? { type: 'LeadAccepted', to: 'accepted', data: { owner } }
    : { type: 'OpportunityOpened', to: 'opportunity', data: {} };
}

function decideForStaff(lead: Lead, request: StaffAction, now: string): Draft[] | Refusal {
  if (lead.state === 'erased' || lead.state === 'merged') return forbidden(lead, request.action);
  switch (request.action) {
    case 'review':
      return reviewed(lead, request, now);
    case 'qualify':
    case 'answer':
      return Object.keys(request.facts).length === 0
        ? []
        : [{ type: 'FactsChanged', data: { facts: request.facts, source: request.action } }];
    case 'settle': {
      const settled = settleCases(lead, request.result, request.case);
      if (settled.length > 0) return settled;
      return { refused: 'no-open-case', because: 'There is no such request or complaint that is open.' };
    }
    case 'fulfilled-by-hand':
      return answered(lead, 'hand', request.inquiryId);
    case 'override':
      return override(lead, request, now);
    case 'erase':
      return grantErasure(lead, request.reason);
    default:
      return forbidden(lead, request.action);
  }
}

/** Whether a lead that was rejected in its review can be taken back: spam too, for 30 days (spec 2). */
export function isRecoverable({ state, reason }: Pick<Lead, 'state' | 'reason'>): boolean {
  return state === 'excluded' && reason === 'rejected';
}

/** The decision on what lies in quarantine, or was rejected there not long ago. */
function reviewed(
  lead: Lead,
  { action, decision, facts = {}, reason }: Extract<StaffAction, { action: 'review' }>,
  now: string,
): Draft[] | Refusal {
  const isRejected = isRecoverable(lead);
  const days = (Date.parse(now) - Date.parse(lead.stateSince)) / 86_400_000;
  if (isRejected && days > RECOVERABLE_DAYS)
    return {
      refused: 'too-late',
      because: `What was rejected can be taken back for ${RECOVERABLE_DAYS} days.`,
    };
  if (lead.state !== 'quarantined' && !isRejected) return forbidden(lead, action);
  const why = reason ? { reason } : {};
  if (decision === 'reject' && !isRejected)
    return [{ type: 'ReviewDecided', to: 'excluded', data: { decision, ...why } }];
  if (decision !== 'approve' && decision !== 'correct') return forbidden(lead, action);
  const approved: Draft = { type: 'ReviewDecided', to: 'qualifying', data: { decision: 'approve', ...why } };
  if (decision === 'approve') return [approved];
  if (Object.keys(facts).length === 0)
    return { refused: 'facts-missing', because: 'Say what is to be corrected.' };
  return [{ type: 'FactsChanged', data: { facts, source: 'review' } }, approved];
}
