import { isDeepStrictEqual } from 'node:util';
import type { Absence } from '../../../shared/domain/absence.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { type ReadyLead, shareOut } from './share-out.ts';
import { type Outcome, type SimulatedRules, type StoredLead, simulateLead } from './simulate-lead.ts';

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
  /** Leads of each owner, before and after; `nobody`: nobody could take them at once. */
  load: Record<string, { before: number; after: number }>;
  examples: Record<Aspect | 'wonDropped', Example[]>;
}

const MOST_EXAMPLES = 5;

/**
 * Replays stored leads by the rules in force and by others, and counts what differs. Of a lead only the turn that it was
 * ready for is kept, so the memory does not grow with their histories.
 * @param onLead called after each lead
 */
export async function simulate(
  leads: AsyncIterable<StoredLead> | Iterable<StoredLead>,
  { before, after }: { before: SimulatedRules; after: SimulatedRules },
  {
    entered = {},
    onLead,
  }: { entered?: Readonly<Record<string, readonly Absence[]>>; onLead?: () => void } = {},
): Promise<Simulation> {
  const counted = new Count();
  for await (const stored of leads) {
    const old = simulateLead(stored, before);
    const fresh = simulateLead(stored, after);
    if (old.lead) counted.add(old.lead, old.outcome, fresh.outcome);
    onLead?.();
  }
  return counted.result({ before, after }, entered);
}

class Count {
  readonly #found: Simulation = {
    leads: 0,
    changes: { class: 0, pool: 0, owner: 0, deadline: 0 },
    classes: {},
    ripe: { gained: 0, lost: 0 },
    wonDropped: 0,
    load: {},
    examples: { class: [], pool: [], owner: [], deadline: [], wonDropped: [] },
  };
  readonly #ready: { before: ReadyLead[]; after: ReadyLead[] } = { before: [], after: [] };
  #like: Lead | null = null;

  add(lead: Lead, old: Outcome, fresh: Outcome): void {
    const found = this.#found;
    found.leads += 1;
    this.#tally(found.classes, old.class ?? 'none', 'before');
    this.#tally(found.classes, fresh.class ?? 'none', 'after');
    this.#compare('class', lead, old.class, fresh.class);
    this.#compare('pool', lead, old.ripe?.pool ?? null, fresh.ripe?.pool ?? null);
    const moved = [...old.deadlines].find(([run, instants]) => fresh.deadlines.get(run) !== instants);
    if (moved)
      this.#compare('deadline', lead, moved.join(' '), `${moved[0]} ${fresh.deadlines.get(moved[0])}`);
    if (!old.ripe && fresh.ripe) found.ripe.gained += 1;
    if (old.ripe && !fresh.ripe) found.ripe.lost += 1;
    if (lead.orders.length > 0 && old.ripe && !fresh.ripe) {
      found.wonDropped += 1;
      this.#example('wonDropped', lead, old.class, fresh.class);
    }
    this.#keep('before', lead, old);
    this.#keep('after', lead, fresh);
  }

  #keep(side: 'before' | 'after', { id }: Lead, { ripe }: Outcome): void {
    if (!ripe) return;
    this.#like ??= ripe.lead;
    const { at, pool, bound, lead } = ripe;
    const { language } = lead.facts;
    this.#ready[side].push({ id, at, pool, bound, scaled: lead.score?.scaled ?? 0, language });
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

  result(
    { before, after }: { before: SimulatedRules; after: SimulatedRules },
    entered: Readonly<Record<string, readonly Absence[]>>,
  ): Simulation {
    const like = this.#like;
    if (!like) return this.#found;
    const old = shareOut(this.#ready.before, before, { like, entered });
    const fresh = shareOut(this.#ready.after, after, { like, entered });
    for (const owner of old.values()) this.#tally(this.#found.load, owner, 'before');
    for (const owner of fresh.values()) this.#tally(this.#found.load, owner, 'after');
    for (const id of new Set([...old.keys(), ...fresh.keys()]))
      this.#compare('owner', { id }, old.get(id) ?? null, fresh.get(id) ?? null);
    return this.#found;
  }
}
