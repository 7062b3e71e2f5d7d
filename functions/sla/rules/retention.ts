import type { Clock } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { calendarOf } from '../../../shared/rules/deadlines.ts';
import { keptUntil } from '../../../shared/rules/retention.ts';
import type { ClockRules } from '../../../shared/rules/watch.ts';

/**
 * Ends the keeping of a lead at rest (R198). The rules in force now decide: where they keep it for longer, or none of them
 * is about it any more, nothing is erased, and its clock starts anew if there is one.
 * @param now ISO instant
 */
export function keptLongEnough(
  lead: Lead,
  { run, name, steps }: Clock,
  now: string,
  { retention, calendars }: Pick<ClockRules, 'retention' | 'calendars'>,
): Draft[] {
  const until = keptUntil(lead, retention.document, calendarOf(calendars.document));
  const decided = { rule: 'sla/due-steps', rulesHash: retention.hash };
  const clocks = [
    ...steps.map(({ id }) => ({ op: 'take' as const, run, step: id, at: now })),
    { op: 'stop' as const, run, at: now },
  ];
  if (until && until.at < now) {
    const { id, because } = until.rule;
    return [{ type: 'RetentionEnded', data: { run, rule: id }, ...decided, because, clocks }];
  }
  const because = until
    ? `kept until ${until.at} by the rules in force`
    : 'no rule in force ends its keeping';
  return steps.map(({ id, do: action }): Draft => {
    const data = { clock: name, run, step: id, do: action, tell: 'nobody' };
    return { type: 'ClockStepTaken', data, ...decided, because, clocks };
  });
}
