import type { Clock, ClockName, ClockStep, StepAction } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { resumed } from '../../../shared/rules/pause.ts';
import { BY_HAND, type ClockRules } from '../../../shared/rules/watch.ts';
import { keptLongEnough } from './retention.ts';
import { wonBack } from './win-back.ts';

/** Whom each clock waits for. */
const RESPONSIBLE: Record<ClockName, 'owner' | 'marketing' | 'process-owner'> = {
  entry: 'marketing',
  fulfilment: 'marketing',
  review: 'marketing',
  routing: 'process-owner',
  acceptance: 'owner',
  'first-contact': 'owner',
  feedback: 'owner',
  requalification: 'marketing',
  rights: 'process-owner',
  notice: 'marketing',
  complaint: 'process-owner',
  'by-hand': 'process-owner',
  'win-back': 'marketing',
  nurture: 'marketing',
  'loss-survey': 'marketing',
  retention: 'process-owner',
};

/** Clocks whose owner loses the lead by a step `next-owner`, and why it then says the owner lost it. */
const RELEASES: Partial<Record<ClockName, 'not-accepted' | 'not-contacted'>> = {
  acceptance: 'not-accepted',
  'first-contact': 'not-contacted',
};

/** Steps that do nothing but tell somebody. */
const MESSAGES: readonly StepAction[] = ['remind', 'tell-process-owner', 'nurture'];

/**
 * The steps that are due on a lead, the longest due first, as events that take them. Where several messages of one clock
 * became due, as after an outage, only the latest is sent, since a reminder of a deadline that is over helps nobody.
 * @param now ISO instant; a step is due once its instant has passed
 * @param rules in force: by them leads at rest come back, or are kept no longer
 */
export function dueSteps(lead: Lead, now: string, rules: ClockRules): Draft[] {
  return lead.clocks
    .filter((clock) => clock.state === 'running')
    .flatMap((clock) => {
      const due = clock.steps.filter((step) => !step.taken && step.at < now);
      return due.length > 0 ? [{ clock, due, since: earliest(due) }] : [];
    })
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .flatMap(({ clock, due }) => {
      if (clock.name === 'win-back') return wonBack(lead, clock, now, rules.deadlines);
      if (clock.name === 'retention') return keptLongEnough(lead, clock, now, rules);
      return take(lead, clock, due, now);
    });
}

/** The events by which clocks go on whose pause is over. @param now ISO instant */
export function pausesOver(lead: Lead, now: string, rules: ClockRules): Draft[] {
  return lead.clocks
    .filter(({ paused }) => paused !== undefined && paused.until < now)
    .map((clock) => resumed({ lead, clock, now }, 'time-over', rules));
}

function earliest(steps: readonly ClockStep[]): string {
  return steps.reduce((first, { at }) => (at < first ? at : first), '9999');
}

function take(lead: Lead, clock: Clock, due: readonly ClockStep[], now: string): Draft[] {
  const latest = due.reduce((last, { at }) => (at > last ? at : last), '');
  const isSilent = (step: ClockStep) => step.at !== latest && MESSAGES.includes(step.do);
  const acting = due.filter((step) => !isSilent(step));
  const silent = due.filter(isSilent);
  const takes = (step: ClockStep) => ({ op: 'take' as const, run: clock.run, step: step.id, at: now });
  const taken = acting.map((step, index): Draft => {
    return {
      type: 'ClockStepTaken',
      data: {
        clock: clock.name,
        run: clock.run,
        step: step.id,
        do: step.do,
        tell: reader(step, clock, lead),
        ...inquiryOf(clock),
      },
      rule: 'sla/due-steps',
      rulesHash: clock.rulesHash,
      because: `${clock.name}: ${step.at} has passed`,
      clocks: [...(index === 0 ? silent.map(takes) : []), takes(step)],
    };
  });
  if (acting.some((step) => step.do === 'expire')) return [...taken, ...expire(lead, clock)];
  return acting.some((step) => step.do === 'next-owner') ? [...taken, ...release(lead, clock)] : taken;
}

/** What a person decided has had its time: the lead goes to the turn again, or the rules class it again. */
function expire(lead: Lead, { run, limit, rulesHash }: Clock): Draft[] {
  const reason = { rule: 'sla/due-steps', rulesHash, because: `by hand until ${limit}` };
  if (run === BY_HAND.owner) {
    if (!lead.owner) return [];
    const data = { owner: lead.owner.id, why: 'time-over' as const };
    return [{ type: 'OwnerReleased', data, to: 'qualified', ...reason }];
  }
  const to = lead.state === 'excluded' ? { to: 'qualifying' as const } : {};
  return [{ type: 'OverrideEnded', data: { why: 'expired' }, ...to, ...reason }];
}

function release(lead: Lead, clock: Clock): Draft[] {
  const why = RELEASES[clock.name];
  if (!why || !lead.owner) return [];
  return [
    {
      type: 'OwnerReleased',
      data: { owner: lead.owner.id, why },
      to: 'qualified',
      rule: 'sla/due-steps',
      rulesHash: clock.rulesHash,
      because: `${clock.name}: limit ${clock.limit} has passed`,
    },
  ];
}

/** Who gets the message; whoever has no owner to turn to turns to the process owner. */
function reader(step: ClockStep, clock: Clock, lead: Lead): string {
  const tell = step.tell === 'responsible' ? RESPONSIBLE[clock.name] : step.tell;
  if (tell !== 'owner') return tell;
  return lead.owner ? `owner:${lead.owner.id}` : 'process-owner';
}

function inquiryOf(clock: Clock): { inquiryId?: string } {
  return clock.name === 'fulfilment' ? { inquiryId: clock.run.slice('fulfilment:'.length) } : {};
}
