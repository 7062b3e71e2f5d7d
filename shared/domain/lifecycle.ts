import * as z from 'zod';

export const State = z.enum([
  'received',
  'quarantined',
  'excluded',
  'qualifying',
  'qualified',
  'assigned',
  'accepted',
  'opportunity',
  'won',
  'lost',
  'dormant',
  'merged',
  'erased',
]);
export type State = z.infer<typeof State>;

/**
 * Which state may follow which (spec 1, "Life of a lead"). An objection moves any state to `dormant`, a merge any to
 * `merged`, an erasure any to `erased`; a merged lead goes back to its own former state when the merge is undone. Who
 * may be a person that sales speaks to is found after the arrival: until sales has the lead too, it can still be set aside.
 */
const FOLLOWS: Record<State, readonly State[]> = {
  received: ['quarantined', 'excluded', 'qualifying'],
  quarantined: ['qualifying', 'excluded'],
  excluded: ['qualifying'],
  qualifying: ['qualified', 'excluded', 'quarantined'],
  qualified: ['assigned', 'qualifying', 'excluded', 'quarantined'],
  assigned: ['accepted', 'qualified', 'qualifying'],
  accepted: ['opportunity', 'qualifying', 'qualified', 'lost'],
  opportunity: ['won', 'lost', 'qualifying'],
  won: ['qualifying', 'lost'],
  lost: ['qualifying'],
  dormant: ['qualifying'],
  merged: [],
  erased: [],
};

/** States from which a person can set a lead aside as no sales case: sales does not have it yet. */
export const EXCLUDABLE_BY_HAND: readonly State[] = ['received', 'qualifying', 'qualified'];

/** Tells whether a lead may go from one state to another; staying is always allowed except after erasure. */
export function mayFollow(from: State, to: State): boolean {
  if (from === 'erased') return false;
  if (to === 'erased') return true;
  if (from === 'merged') return true;
  if (from === to || to === 'dormant' || to === 'merged') return true;
  return FOLLOWS[from].includes(to);
}

/** What a person at the owner's page, staff or the CRM may ask for. */
export const LeadAction = z.enum([
  'accept',
  'decline',
  'contacted',
  'return',
  'opportunity',
  'won',
  'lost',
  'note',
]);
export type LeadAction = z.infer<typeof LeadAction>;

/** For each action: the states in which it is possible and the states it passes through from there, in order. */
const ACTIONS: Record<LeadAction, Partial<Record<State, readonly State[]>>> = {
  accept: { assigned: ['accepted'] },
  decline: { assigned: ['qualified'] },
  contacted: { assigned: ['accepted'], accepted: [], opportunity: [] },
  return: { assigned: ['qualifying'], accepted: ['qualifying'], opportunity: ['qualifying'] },
  opportunity: { assigned: ['accepted', 'opportunity'], accepted: ['opportunity'], opportunity: [] },
  won: {
    assigned: ['accepted', 'opportunity', 'won'],
    accepted: ['opportunity', 'won'],
    opportunity: ['won'],
  },
  lost: { assigned: ['accepted', 'lost'], accepted: ['lost'], opportunity: ['lost'], won: ['lost'] },
  note: Object.fromEntries(State.options.filter((state) => state !== 'erased').map((state) => [state, []])),
};

/**
 * The states that an action leads through from a state, or null where the lifecycle forbids it. One event each.
 * @returns for example `won` from `assigned`: `['accepted', 'opportunity', 'won']`
 */
export function path(action: LeadAction, from: State): readonly State[] | null {
  return ACTIONS[action][from] ?? null;
}

/** The actions that are possible in a state, in the order in which a page shows them. */
export function possibleActions(state: State): LeadAction[] {
  return LeadAction.options.filter((action) => ACTIONS[action][state] !== undefined);
}

/** Out of the process until the person asks again. */
export const AT_REST: readonly State[] = ['won', 'lost', 'dormant'];

/** States in which nobody owes the person anything any more: no clock runs, and nothing is due. */
export const OVER: readonly State[] = ['merged', 'erased'];

/** States in which a salesperson has the lead; a new inquiry is attached there and does not move it. */
export const WITH_SALES: readonly State[] = ['assigned', 'accepted', 'opportunity'];
