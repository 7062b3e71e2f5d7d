import { LeadAction } from '../../../shared/domain/lifecycle.ts';
import type { Role } from '../../../shared/http/caller.ts';
import type { StaffAction } from './act.ts';

type Action = StaffAction['action'];

/** Who may do what: qualifying and selling are separate roles (R82), a call agent closes nothing. */
const ALLOWED: Record<Role, readonly Action[] | 'all'> = {
  'process-owner': 'all',
  marketing: [
    'review',
    'merge',
    'unmerge',
    'settle',
    'qualify',
    'answer',
    'call-note',
    'fulfilled-by-hand',
    'override',
    'pause',
    'resume',
    'note',
  ],
  'call-agent': ['qualify', 'answer', 'call-note', 'fulfilled-by-hand', 'note'],
  member: LeadAction.options,
  partner: LeadAction.options,
};

/** Tells whether a role may do an action at all; the lifecycle decides whether the lead allows it. */
export function mayAct(role: Role, action: Action): boolean {
  const allowed = ALLOWED[role];
  return allowed === 'all' || allowed.includes(action);
}
