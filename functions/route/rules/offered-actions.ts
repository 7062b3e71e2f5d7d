import type { Lead } from '../../../shared/domain/lead.ts';
import { possibleActions } from '../../../shared/domain/lifecycle.ts';
import type { Role } from '../../../shared/http/caller.ts';
import { openCases } from '../../../shared/rules/open-case.ts';
import { isRecoverable, type StaffAction } from './act.ts';
import { ASSIGNABLE, ON_ITS_WAY } from './by-hand.ts';
import { isPausable } from './pause-clock.ts';
import { mayAct } from './permissions.ts';

type Action = StaffAction['action'];

/** What somebody of a role may do with a lead as it stands, in the order in which a page offers it. */
export function offeredActions(lead: Lead, role: Role): Action[] {
  const gone = lead.state === 'erased' || lead.state === 'merged';
  const possible: Action[] = [
    ...(lead.state === 'quarantined' || isRecoverable(lead) ? (['review'] as const) : []),
    ...(openCases(lead).length > 0 ? (['settle'] as const) : []),
    ...possibleActions(lead.state).filter((action) => action !== 'note'),
    ...(gone ? [] : (['call-note', 'qualify'] as const)),
    ...(!gone && lead.inquiries.some(({ answered }) => !answered) ? (['fulfilled-by-hand'] as const) : []),
    ...(ASSIGNABLE.includes(lead.state) ? (['assign'] as const) : []),
    ...(ON_ITS_WAY.includes(lead.state) || lead.override ? (['override'] as const) : []),
    ...(lead.clocks.some((clock) => isPausable(clock)) ? (['pause'] as const) : []),
    ...(lead.clocks.some(({ state }) => state === 'paused') ? (['resume'] as const) : []),
    ...(gone ? [] : (['merge', 'note', 'erase'] as const)),
  ];
  return possible.filter((action) => mayAct(role, action));
}
