import type { LeadEvent } from '../../../shared/domain/events.ts';
import { Fault } from '../../../shared/domain/faults.ts';
import type { RuleSet } from '../../../shared/rules/active.ts';
import { CliFailure } from '../../output.ts';
import { type Complete, type SimulatedRules, simulatedRules } from './simulated-rules.ts';

/** The rules by which a side decides what happened at an instant, with the rule set that decided it then. */
export type RulesAt = (at: string, set: string | undefined) => SimulatedRules;

/** Which decisions are simulated, as ISO instants, the first included; the others are taken as they were. */
export interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

export const isIn = ({ from = '', to = '9999' }: Period, at: string): boolean => from <= at && at < to;

/** Rule sets that decided something, each read once. */
export class SetsOfTheirTime {
  readonly #read: (hash: string) => Promise<RuleSet | null>;
  readonly #known = new Map<string, SimulatedRules | null>();

  readonly #complete: Complete;

  constructor(
    read: (hash: string) => Promise<RuleSet | null>,
    complete: Complete = (rules) => Promise.resolve(rules),
  ) {
    this.#read = read;
    this.#complete = complete;
  }

  /** Reads the sets that events name and that are not known yet. */
  async know(events: readonly LeadEvent[]): Promise<void> {
    for (const { set } of events) {
      if (set === undefined || this.#known.has(set)) continue;
      this.#known.set(set, await readable(await this.#read(set), this.#complete));
    }
  }

  /** Documents of a set; null where it is not kept, or was written for another version of the product. */
  of(set: string | undefined): SimulatedRules | null {
    return set === undefined ? null : (this.#known.get(set) ?? null);
  }
}

async function readable(set: RuleSet | null, complete: Complete): Promise<SimulatedRules | null> {
  try {
    return set && (await complete(simulatedRules(set)));
  } catch (error) {
    if (error instanceof CliFailure || error instanceof Fault) return null;
    throw error;
  }
}

/** Who was there, and when the company was open: facts of their time, unless a change of just these is simulated. */
const DIRECTORY = ['calendars', 'pools', 'agents'] as const;

/**
 * The rules of one side. Its documents decide what lies in the period; calendars, pools and agents stay those of their time.
 * Outside the period everything is as it was.
 * @param inForce what a directory document must differ from to count as a change
 */
export function sideOf(
  rules: SimulatedRules,
  inForce: SimulatedRules,
  { sets, period }: { sets: SetsOfTheirTime; period: Period },
): RulesAt {
  const kept = DIRECTORY.filter((subject) => rules[subject].hash === inForce[subject].hash);
  const mixed = new Map<SimulatedRules, SimulatedRules>();
  return (at, set) => {
    const then = sets.of(set);
    if (!then) return rules;
    if (!isIn(period, at)) return then;
    const known = mixed.get(then);
    if (known) return known;
    const fresh = { ...rules, ...Object.fromEntries(kept.map((subject) => [subject, then[subject]])) };
    mixed.set(then, fresh);
    return fresh;
  };
}
