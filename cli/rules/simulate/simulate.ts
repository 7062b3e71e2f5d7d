import { isDeepStrictEqual } from 'node:util';
import type { Absence } from '../../../shared/domain/absence.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { type History, historyOf, type Outcome, type StoredLead, storedOutcome } from './history.ts';
import { isIn, type Period, type RulesAt, SetsOfTheirTime, sideOf } from './of-their-time.ts';
import { shareOut } from './share-out.ts';
import { type Simulated, simulateLead, type TurnAsked } from './simulate-lead.ts';
import type { SimulatedRules } from './simulated-rules.ts';

/** A lead that changed: what it is on either side. */
type Example = { lead: string; before: unknown; after: unknown };

const aspects = ['class', 'pool', 'owner', 'deadline'] as const;
type Aspect = (typeof aspects)[number];

/** What other rules would have made of the stored leads. */
export interface Simulation {
  leads: number;
  /** How many leads are otherwise: in class, pool (or readiness for sales), owner, in a deadline of theirs. */
  changes: Record<Aspect, number>;
  /** Class → leads, before and after. */
  classes: Record<string, { before: number; after: number }>;
  /** Leads that were not ready for sales and would be, and the other way round. */
  ripe: { gained: number; lost: number };
  /** Leads that were won, and that sales would never have seen. */
  wonDropped: number;
  /** Leads of each owner, before and after; `nobody`: they wait to the end. */
  load: Record<string, { before: number; after: number }>;
  /**
   * How many leads the rules in force would have decided otherwise than it is stored, before anything is changed: since
   * others were in force then. The simulation is as good as these are few.
   */
  unlikeStored: { class: number; ripe: number; owner: number; deadline: number };
  examples: Record<Aspect | 'wonDropped', Example[]>;
}

const MOST_EXAMPLES = 5;
const NOBODY = 'nobody';

/** What a simulation knows beside the leads and the rules of both sides. */
interface Circumstances {
  /** The rule sets of their time; without them, the directory is that of either side. */
  sets?: SetsOfTheirTime;
  /** Absences that members entered, as they stand now. */
  entered?: Readonly<Record<string, readonly Absence[]>>;
  /** Which decisions are simulated; all, where nothing is said. Turns before give the standings that it begins with. */
  period?: Period;
  /** Called after each lead. */
  onLead?: () => void;
}

/**
 * Replays stored leads by the rules in force and by others, and counts what differs. Calendars, members and their absences
 * are those of their time. Of a lead only its turns are kept, so the memory does not grow with the histories.
 */
export async function simulate(
  leads: AsyncIterable<StoredLead> | Iterable<StoredLead>,
  rules: { before: SimulatedRules; after: SimulatedRules },
  { sets = new SetsOfTheirTime(async () => null), entered = {}, period = {}, onLead }: Circumstances = {},
): Promise<Simulation> {
  const { before, after } = rules;
  const old = sideOf(before, before, { sets, period });
  const fresh = sideOf(after, before, { sets, period });
  const counted = new Count();
  for await (const stored of leads) {
    await sets.know(stored.events);
    const history = historyOf(stored);
    if (!history) continue;
    const counts = history.lead.state !== 'merged' && stored.events.some(({ at }) => isIn(period, at));
    counted.add(history, { old: simulateLead(history, old), fresh: simulateLead(history, fresh) }, counts);
    onLead?.();
  }
  return counted.result({
    entered,
    before: { rules: before, rulesAt: old },
    after: { rules: after, rulesAt: fresh },
  });
}

/** What it takes to share out the leads of both sides in the end. */
interface Ends {
  entered: Readonly<Record<string, readonly Absence[]>>;
  before: { rules: SimulatedRules; rulesAt: RulesAt };
  after: { rules: SimulatedRules; rulesAt: RulesAt };
}

class Count {
  readonly #found: Simulation = {
    leads: 0,
    changes: { class: 0, pool: 0, owner: 0, deadline: 0 },
    classes: {},
    ripe: { gained: 0, lost: 0 },
    wonDropped: 0,
    load: {},
    unlikeStored: { class: 0, ripe: 0, owner: 0, deadline: 0 },
    examples: { class: [], pool: [], owner: [], deadline: [], wonDropped: [] },
  };
  readonly #turns: { before: TurnAsked[]; after: TurnAsked[] } = { before: [], after: [] };
  /** Leads with turns that are counted, and the owners whom they had in truth. */
  readonly #owners = new Map<string, string>();
  #like: Lead | null = null;

  /** @param counts a lead that does not still takes its turns, for standings come of them */
  add(history: History, { old, fresh }: { old: Simulated; fresh: Simulated }, counts: boolean): void {
    const { lead } = history;
    if (lead.score) this.#like ??= lead;
    // Most leads ask for an owner just as before: one and the same is kept for both sides.
    const same = isDeepStrictEqual(old.turns, fresh.turns);
    for (const turn of old.turns) this.#turns.before.push(turn);
    for (const turn of same ? old.turns : fresh.turns) this.#turns.after.push(turn);
    if (!counts) return;
    const stored = storedOutcome(history);
    this.#unlike(old, stored);
    if (old.turns.length + fresh.turns.length > 0) this.#owners.set(lead.id, named(stored.owners));
    const found = this.#found;
    found.leads += 1;
    this.#tally(found.classes, old.class ?? 'none', 'before');
    this.#tally(found.classes, fresh.class ?? 'none', 'after');
    this.#compare('class', lead, old.class, fresh.class);
    this.#compare('pool', lead, old.pool, fresh.pool);
    const run = movedRun(old, fresh);
    if (run !== undefined) {
      const [was, is] = [old, fresh].map(({ deadlines }) => `${run} ${deadlines.get(run)}`);
      this.#compare('deadline', lead, was, is);
    }
    if (!old.ripeAt && fresh.ripeAt) found.ripe.gained += 1;
    if (old.ripeAt && !fresh.ripeAt) found.ripe.lost += 1;
    if (lead.orders.length > 0 && old.ripeAt && !fresh.ripeAt) {
      found.wonDropped += 1;
      this.#example('wonDropped', lead, old.class, fresh.class);
    }
  }

  #unlike(old: Outcome, stored: Outcome): void {
    const { unlikeStored } = this.#found;
    if (old.class !== stored.class) unlikeStored.class += 1;
    if (old.ripeAt !== stored.ripeAt) unlikeStored.ripe += 1;
    if (movedRun(old, stored) !== undefined) unlikeStored.deadline += 1;
  }

  #compare(aspect: Aspect, lead: Pick<Lead, 'id'>, before: unknown, after: unknown): void {
    if (isDeepStrictEqual(before, after)) return;
    this.#found.changes[aspect] += 1;
    this.#example(aspect, lead, before, after);
  }

  #example(of: Aspect | 'wonDropped', { id }: Pick<Lead, 'id'>, before: unknown, after: unknown): void {
    const examples = this.#found.examples[of];
    if (examples.length < MOST_EXAMPLES) examples.push({ lead: id, before, after });
  }

  #tally(
    of: Record<string, { before: number; after: number }>,
    name: string,
    side: 'before' | 'after',
  ): void {
    const row = of[name] ?? { before: 0, after: 0 };
    row[side] += 1;
    of[name] = row;
  }

  result({ entered, before, after }: Ends): Simulation {
    const like = this.#like;
    if (!like) return this.#found;
    const old = shareOut(this.#turns.before, { like, entered, asThen: before.rulesAt, ...before });
    const fresh = shareOut(this.#turns.after, { like, entered, asThen: before.rulesAt, ...after });
    for (const [id, stored] of this.#owners) {
      const [was, is] = [old.get(id), fresh.get(id)];
      for (const owner of loadOf(was)) this.#tally(this.#found.load, owner, 'before');
      for (const owner of loadOf(is)) this.#tally(this.#found.load, owner, 'after');
      this.#compare('owner', { id }, was && named(was), is && named(is));
      if (was && named(was) !== stored) this.#found.unlikeStored.owner += 1;
    }
    return this.#found;
  }
}

/** Who had a lead, one after the other; nobody, where it waits to the end. */
function named(owners: readonly string[]): string {
  return owners.length > 0 ? owners.join(' → ') : NOBODY;
}

function loadOf(owners: readonly string[] | undefined): readonly string[] {
  return owners?.length === 0 ? [NOBODY] : (owners ?? []);
}

/** The first clock whose deadlines are not the same. */
function movedRun(old: Outcome, fresh: Outcome): string | undefined {
  for (const [run, instants] of old.deadlines) if (fresh.deadlines.get(run) !== instants) return run;
  return undefined;
}
