/** A doubtful duplicate of a person with sales: nobody else speaks to them until somebody has decided (spec 2). Pure. */
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';
import { type State, WITH_SALES } from '../domain/lifecycle.ts';
import type { Cause } from './merge.ts';

/** Why such a lead is in quarantine; the severity has the same name in the intake document. */
const DOUBTFUL = 'doubtful-duplicate';

/** On the way to sales, but not there. */
const ON_THE_WAY: readonly State[] = ['received', 'qualifying', 'qualified'];

/**
 * Puts a lead into quarantine that may be the same person as one that sales has.
 * @returns nothing where sales has the lead already, or never gets it
 */
export function setAside(
  stays: Lead,
  goes: Lead,
  { rule, because, rulesHash }: Pick<Cause, 'rule' | 'because' | 'rulesHash'>,
): Draft[] {
  if (!WITH_SALES.includes(stays.state) || !ON_THE_WAY.includes(goes.state)) return [];
  const origin = { rule, because, ...(rulesHash ? { rulesHash } : {}) };
  return [{ type: 'LeadQuarantined', to: 'quarantined', ...origin, data: { reason: DOUBTFUL } }];
}

/** Lets a lead go on once it is known to be somebody else, unless there is another one that it may be. */
export function letThrough({ state, reason, doubles = [] }: Lead, decided: string): Draft[] {
  const doubted = doubles.some(({ lead, asked }) => asked && lead !== decided);
  if (state !== 'quarantined' || reason !== DOUBTFUL || doubted) return [];
  return [
    { type: 'ReviewDecided', to: 'qualifying', rule: 'identity/review', data: { decision: 'approve' } },
  ];
}
