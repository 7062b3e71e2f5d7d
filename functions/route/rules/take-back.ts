import type { Refusal } from '../../../shared/change-lead.ts';
import { beforeAct } from '../../../shared/domain/before-act.ts';
import type { Clock, ClockChange } from '../../../shared/domain/clock.ts';
import type { Draft, LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/** How long a slip can be undone (spec 5, "Transfer"). */
const MINUTES = 10;

/** What follows from an action at once; after that, somebody else counts on it. */
const PASSED_ON: readonly LeadEvent['type'][] = ['LeadAssigned', 'OwnerReleased', 'LeadParked'];

/** The last thing that somebody did with a lead, as the events that it made. */
interface LastAct {
  events: LeadEvent[];
  /** Until when it can be taken back, as an ISO instant. */
  until: string;
}

/**
 * The last action that somebody can still take back, or why not.
 * @param events the whole history of the lead
 * @param by who acted, as the events name them (`owner:anke`)
 * @param now ISO instant
 */
export function lastAct(events: readonly LeadEvent[], by: string, now: string): LastAct | Refusal {
  const last = events.findLast((event) => event.by === by);
  if (!last || last.type === 'ActionTakenBack') {
    return { refused: 'nothing-to-take-back', because: 'There is no action to take back.' };
  }
  const act = events.filter((event) => event.by === by && event.correlationId === last.correlationId);
  const until = new Date(Date.parse(last.at) + MINUTES * 60_000).toISOString();
  if (now > until) {
    return { refused: 'too-late', because: `An action can be taken back for ${MINUTES} minutes.` };
  }
  const since = events.filter(({ seq }) => seq > last.seq);
  if (since.some(({ type, to }) => to !== undefined || PASSED_ON.includes(type))) {
    return { refused: 'passed-on', because: 'The lead has moved on since.' };
  }
  return { events: act, until };
}

/**
 * Takes back the last action of somebody: state, owner, outcome and clocks are again what they were before it; what
 * came in meanwhile stays.
 * @param events the whole history of the lead
 * @returns one event, or a refusal: ten minutes are over, or the lead is somebody else's by now
 */
export function takeBack(events: readonly LeadEvent[], by: string, now: string): Draft[] | Refusal {
  const act = lastAct(events, by, now);
  if ('refused' in act) return act;
  const ids = act.events.map(({ id }) => id);
  const found = beforeAct(events, ids);
  if (!found) return { refused: 'nothing-to-take-back', because: 'The lead began with it.' };
  const { lead: before, restored } = found;
  return [
    {
      type: 'ActionTakenBack',
      to: before.state,
      rule: 'route/take-back',
      data: { events: ids, restored },
      clocks: act.events.flatMap(({ clocks }) => clocks.flatMap((change) => undo(change, before, now))),
    },
  ];
}

function undo(change: ClockChange, before: Lead, at: string): ClockChange[] {
  const run = change.op === 'start' ? change.clock.run : change.run;
  const clock: Clock | undefined = before.clocks.find((candidate) => candidate.run === run);
  return [clock ? { op: 'start', clock } : { op: 'void', run, at }];
}
