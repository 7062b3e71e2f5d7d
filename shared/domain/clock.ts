import * as z from 'zod';

/** What is promised within a time of the deadlines document (spec 6). */
export const DeadlineName = z.enum([
  'entry',
  'fulfilment',
  'review',
  'routing',
  'acceptance',
  'first-contact',
  'feedback',
  'requalification',
  'rights',
  'notice',
  'complaint',
]);
export type DeadlineName = z.infer<typeof DeadlineName>;

/**
 * No promises, but due by themselves like one: the end of what a person decided, the return of a lead at rest, the mails
 * of a series, the question why a lead was lost, and the end of keeping one at rest.
 */
export const ClockName = z.enum([
  ...DeadlineName.options,
  'by-hand',
  'win-back',
  'nurture',
  'loss-survey',
  'retention',
]);
export type ClockName = z.infer<typeof ClockName>;

/** True for a clock of the deadlines document: it can be met, missed and paused. */
export const isPromise = ({ name }: { name: ClockName }): boolean => DeadlineName.safeParse(name).success;

/**
 * What is done when a step of a deadline is due. `again` asks the function that the clock waits for once more: a message
 * that was lost on the way costs minutes, never the lead.
 */
export const DeadlineStep = z.enum(['again', 'remind', 'tell-process-owner', 'next-owner', 'requalify']);

/**
 * `expire` ends what was decided by hand; `win-back` brings a lead back that is at rest; `nurture` sends a mail of a series;
 * `ask-why` asks who was lost for the reason; `erase` ends the keeping of a lead at rest.
 */
export const StepAction = z.enum([
  ...DeadlineStep.options,
  'expire',
  'win-back',
  'nurture',
  'ask-why',
  'erase',
]);
export type StepAction = z.infer<typeof StepAction>;

/** Who gets the message of a step; `responsible` is whoever the clock waits for. */
export const StepReader = z.enum(['responsible', 'owner', 'process-owner', 'marketing', 'nobody']);
export type StepReader = z.infer<typeof StepReader>;

/** A step of one clock run, fixed when the clock starts; it is taken at most once. */
export const ClockStep = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  do: StepAction,
  tell: StepReader,
  taken: z.iso.datetime().optional(),
});

/**
 * One run of a deadline clock on a lead. `run` is unique on the lead (`acceptance:3`, `fulfilment:inq_…`).
 * Target and limit are instants, computed from the deadlines document when the clock started, and never moved
 * by a later version of that document.
 */
export const Clock = z.object({
  name: ClockName,
  run: z.string(),
  startedAt: z.iso.datetime(),
  target: z.iso.datetime(),
  limit: z.iso.datetime(),
  /** `void`: what started it was taken back, or the lead was joined into another one; it counts nowhere. */
  state: z.enum(['running', 'paused', 'met', 'missed', 'void']),
  stoppedAt: z.iso.datetime().optional(),
  rulesHash: z.string(),
  steps: z.array(ClockStep),
  /** While it is paused: since when, and when it goes on at the latest. */
  paused: z.object({ at: z.iso.datetime(), until: z.iso.datetime() }).optional(),
});
export type Clock = z.infer<typeof Clock>;
export type ClockStep = z.infer<typeof ClockStep>;

/** What an event does to a clock; carried by the event, so that state can be rebuilt without rules. */
export const ClockChange = z.discriminatedUnion('op', [
  z.object({ op: z.literal('start'), clock: Clock }),
  z.object({ op: z.literal('stop'), run: z.string(), at: z.iso.datetime() }),
  /** What started the run was taken back, or the lead was joined into another one. */
  z.object({ op: z.literal('void'), run: z.string(), at: z.iso.datetime() }),
  /** A step more: what is waited for has an instant of its own, as when somebody is there again. */
  z.object({ op: z.literal('plan'), run: z.string(), step: ClockStep }),
  z.object({ op: z.literal('pause'), run: z.string(), at: z.iso.datetime(), until: z.iso.datetime() }),
  /** It goes on: what had not passed when it was paused comes later by the time of the pause. */
  z.object({
    op: z.literal('resume'),
    run: z.string(),
    target: z.iso.datetime(),
    limit: z.iso.datetime(),
    steps: z.array(ClockStep),
  }),
  z.object({ op: z.literal('take'), run: z.string(), step: z.string(), at: z.iso.datetime() }),
]);
export type ClockChange = z.infer<typeof ClockChange>;

/** Applies one change to the clocks of a lead. A stop after the limit is a miss. */
export function changeClock(clocks: readonly Clock[], change: ClockChange): Clock[] {
  switch (change.op) {
    case 'start':
      return clocks.some(({ run }) => run === change.clock.run)
        ? clocks.map((clock) => (clock.run === change.clock.run ? change.clock : clock))
        : [...clocks, change.clock];
    case 'stop':
      return clocks.map((clock) =>
        clock.run === change.run && isOpen(clock) ? stopped(clock, change.at) : clock,
      );
    case 'pause': {
      const { at, until } = change;
      return clocks.map((clock) =>
        clock.run === change.run && clock.state === 'running'
          ? { ...clock, state: 'paused', paused: { at, until } }
          : clock,
      );
    }
    case 'resume':
      return clocks.map((clock) => {
        if (clock.run !== change.run || clock.state !== 'paused') return clock;
        const { paused: _, ...rest } = clock;
        const { target, limit, steps } = change;
        return { ...rest, state: 'running', target, limit, steps };
      });
    case 'void':
      return clocks.map((clock) =>
        clock.run === change.run ? { ...clock, state: 'void', stoppedAt: change.at } : clock,
      );
    case 'plan':
      return clocks.map((clock) =>
        clock.run === change.run ? { ...clock, steps: [...clock.steps, change.step] } : clock,
      );
    case 'take':
      return clocks.map((clock) =>
        clock.run === change.run
          ? {
              ...clock,
              steps: clock.steps.map((step) =>
                step.id === change.step ? { ...step, taken: change.at } : step,
              ),
            }
          : clock,
      );
  }
}

/** True as long as what the clock waits for has not come. */
export const isOpen = ({ state }: Clock): boolean => state === 'running' || state === 'paused';

/** A clock that stands still cannot be missed meanwhile, and one that is no promise never. */
function stopped(clock: Clock, at: string): Clock {
  const { paused, ...rest } = clock;
  const isMissed = isPromise(clock) && (paused?.at ?? at) > clock.limit;
  return { ...rest, state: isMissed ? 'missed' : 'met', stoppedAt: at };
}

/** The instant at which the next untaken step of a running clock is due or a pause ends, or null. The worklist index is sorted by it. */
export function nextDue(clocks: readonly Clock[]): string | null {
  let earliest: string | null = null;
  for (const clock of clocks) {
    const { paused, state } = clock;
    // A clock that is void keeps its pause, so that it can be given back.
    if (state === 'paused' && paused && (earliest === null || paused.until < earliest))
      earliest = paused.until;
    if (state !== 'running') continue;
    for (const step of clock.steps) {
      if (!step.taken && (earliest === null || step.at < earliest)) earliest = step.at;
    }
  }
  return earliest;
}
