import type { Draft, LeadEvent } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import { recordWatched } from '../../shared/rules/watch.ts';
import { type Archive, ArchivedRules, RulesMissing } from './archive.ts';
import { type Change, changesOf, originOf } from './changes.ts';
import { decideAgain, type Kind, kindOf } from './deciders.ts';
import { asStored, type Difference, differences } from './differences.ts';
import { OpenLeads } from './open-leads.ts';
import { type Entry, entryOf, type Turn, turnOf, turnsAgain } from './turns.ts';

/** One lead as it is stored, with its whole history. */
export interface StoredLead {
  lead: Lead;
  events: LeadEvent[];
}

/** Everything that is replayed. */
export interface Stored {
  archive: Archive;
  leads: Iterable<StoredLead>;
  inquiry: (id: string) => Inquiry | null;
  ledgers: readonly Ledger[];
  /** What could not be read as it was written. */
  damages?: readonly Finding[];
}

/** Which decisions are judged; all are replayed, for a turn depends on those before it. */
export interface Scope {
  /** ISO instants, the first included. */
  from?: string | undefined;
  to?: string | undefined;
  lead?: string | undefined;
}

/** A decision that comes out otherwise, or a state that its events do not give. */
export interface Finding extends Difference {
  /** Lead, pool or rule document. */
  of: string;
  /** Id of the event; `-` where the state as a whole is meant. */
  event: string;
}

export interface Replayed {
  leads: number;
  events: number;
  /** Steps that were written, by what decided them. */
  decisions: Record<Kind, number>;
  /** Starts, stops and steps of clocks among them. */
  clocks: number;
  identical: number;
  different: number;
  /** Steps that cannot be judged, by reason. */
  unjudged: Record<string, number>;
  findings: Finding[];
}

/** Findings that are listed. */
const LISTED = 1000;

/** Replays everything that is stored and judges what lies in the scope. */
export function replay(stored: Stored, scope: Scope = {}): Replayed {
  const run = new Run(stored, scope);
  run.result.findings.push(...(stored.damages ?? []));
  for (const lead of stored.leads) run.lead(lead);
  run.pools();
  run.archive();
  return run.result;
}

class Run {
  readonly result: Replayed = {
    leads: 0,
    events: 0,
    decisions: { score: 0, turn: 0, answer: 0, due: 0, told: 0 },
    clocks: 0,
    identical: 0,
    different: 0,
    unjudged: {},
    findings: [],
  };
  readonly #stored: Stored;
  readonly #scope: Scope;
  readonly #rules: ArchivedRules;
  readonly #turns = new Map<string, (Turn | Entry)[]>();
  readonly #open = new OpenLeads();

  constructor(stored: Stored, scope: Scope) {
    this.#stored = stored;
    this.#scope = scope;
    this.#rules = new ArchivedRules(stored.archive);
  }

  lead({ lead, events }: StoredLead): void {
    const { changes, states, lead: rebuilt } = this.#folded(lead, events);
    this.#open.add(lead.id, events, states);
    const known = { rules: this.#rules, inquiry: this.#stored.inquiry };
    for (const change of changes) {
      const turn = turnOf(change) ?? entryOf(change);
      if (turn) this.#turns.set(turn.pool, [...(this.#turns.get(turn.pool) ?? []), turn]);
      else this.#judge(change, kindOf(change), () => decideAgain(change, known));
    }
    if (this.#scope.lead !== undefined && this.#scope.lead !== lead.id) return;
    this.result.leads++;
    this.result.events += events.length;
    if (!rebuilt) return;
    this.#find(lead.id, '-', differences(asStored(lead), asStored({ ...rebuilt, version: changes.length })));
  }

  pools(): void {
    for (const [pool, turns] of this.#turns) {
      const { outcomes, ledger } = turnsAgain(turns, { rules: this.#rules, open: this.#open });
      for (const outcome of outcomes) {
        if ('drafts' in outcome)
          this.#judge(outcome.turn.change, kindOf(outcome.turn.change), () => outcome.drafts);
        else if (this.#inScope(outcome.turn.change)) this.#skip(outcome.because);
      }
      const kept = this.#stored.ledgers.find((candidate) => candidate.pool === pool);
      if (!ledger || !kept || this.#scope.lead !== undefined) continue;
      this.#find(pool, '-', differences(asStored(kept), asStored(ledger), 'ledger'));
    }
  }

  archive(): void {
    for (const difference of this.#rules.forged()) this.#find(difference.path, '-', [difference]);
  }

  #folded(lead: Lead, events: readonly LeadEvent[]): ReturnType<typeof changesOf> {
    try {
      return changesOf(events);
    } catch (error) {
      const recomputed = reasonOf(error);
      this.#find(lead.id, '-', [{ path: 'events', stored: `${events.length} events`, recomputed }]);
      return { changes: [], states: [], lead: null };
    }
  }

  #inScope({ leadId, events: [{ at }] }: Change): boolean {
    const { from = '', to = '9999', lead = leadId } = this.#scope;
    return leadId === lead && from <= at && at < to;
  }

  /** Compares what is stored with what comes out, events and clocks alike. */
  #judge(change: Change, kind: Kind, again: () => Draft[]): void {
    if (!this.#inScope(change)) return;
    const [{ set, id, type }] = change.events;
    if (set === undefined) {
      this.#skip('written by a version that did not name the rule set');
      return;
    }
    try {
      const clocks = this.#rules.clocks(set);
      const drafts = again();
      const { leadId, before } = change;
      const events =
        drafts.length > 0 ? recordWatched(leadId, before, drafts, originOf(change), clocks).events : [];
      this.#compare(change, kind, events);
    } catch (error) {
      if (error instanceof RulesMissing) this.#skip(error.message);
      else if (error instanceof Fault) {
        this.result.different++;
        this.#find(change.leadId, id, [{ path: 'type', stored: type, recomputed: error.message }]);
      } else throw error;
    }
  }

  #compare(change: Change, kind: Kind, events: readonly LeadEvent[]): void {
    const places = Math.max(change.events.length, events.length);
    let found = 0;
    for (let place = 0; place < places; place++) {
      const stored = change.events[place];
      const again = events[place];
      const different = differences(asStored(stored ?? null), asStored(again ?? null));
      found += different.length;
      this.#find(change.leadId, (stored ?? again ?? change.events[0]).id, different);
    }
    this.result.decisions[kind]++;
    this.result.clocks += change.events.reduce((sum, event) => sum + event.clocks.length, 0);
    if (found > 0) this.result.different++;
    else this.result.identical++;
  }

  #find(of: string, event: string, found: readonly Difference[]): void {
    const room = Math.max(0, LISTED - this.result.findings.length);
    this.result.findings.push(...found.slice(0, room).map((difference) => ({ of, event, ...difference })));
  }

  #skip(because: string): void {
    this.result.unjudged[because] = (this.result.unjudged[because] ?? 0) + 1;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
