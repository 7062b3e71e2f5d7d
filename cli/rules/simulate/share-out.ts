import { withAbsences } from '../../../functions/route/rules/absences.ts';
import { countOpen, nextFree } from '../../../functions/route/rules/availability.ts';
import { type Decision, type Directory, decideTurn } from '../../../functions/route/rules/decide-turn.ts';
import type { Absence } from '../../../shared/domain/absence.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Pool } from '../../../shared/rules/pools.ts';
import { Colleagues } from './colleagues.ts';
import type { RulesAt } from './of-their-time.ts';
import type { TurnAsked } from './simulate-lead.ts';
import type { SimulatedRules } from './simulated-rules.ts';

/** Owners of a lead, one after the other: since when, who had it then, who has it here, and until when they work on it. */
export type Had = { at: string; was?: string | undefined; here: string; until?: string | undefined }[];

/** Who waits is tried again within a day, as in truth. */
const DAY_MS = 86_400_000;
const NOBODY: Readonly<Record<string, readonly Absence[]>> = {};

interface Known {
  /** Any lead: what the turn does not ask is taken from it. */
  like: Lead;
  /** Absences that members entered, for turns that there were not then. */
  entered: Readonly<Record<string, readonly Absence[]>>;
  rulesAt: RulesAt;
  /** The rules in force, which say whether an organisation's owner was looked for then. */
  asThen: RulesAt;
  /** Where a pool of these rules was not there yet, it is as it is here. */
  rules: SimulatedRules;
}

/**
 * Shares leads out one after the other, with the calendars, absences and standings of their time. Who got a lead then and
 * gave it back, gives it back here too, whoever it is; one who has to wait here and did not then is tried again when
 * somebody is free.
 * @param turns in any order
 * @returns lead id → ids of its owners in order; none where it had to wait to the end
 */
export function shareOut(turns: readonly TurnAsked[], known: Known): Map<string, string[]> {
  const run = new ShareOut(known);
  const planned = turns.toSorted(inOrder);
  const end = planned.at(-1)?.at ?? '';
  const waiting: TurnAsked[] = [];
  for (const turn of planned) {
    for (let next = waiting[0]; next && inOrder(next, turn) < 0; next = waiting[0]) {
      waiting.shift();
      enter(waiting, run.take(next), end);
    }
    enter(waiting, run.take(turn), end);
  }
  for (let next = waiting.shift(); next; next = waiting.shift()) enter(waiting, run.take(next), end);
  return new Map([...run.leads].map(([id, had]) => [id, had.map(({ here }) => here)]));
}

/** Who is tried again at an instant stands before whoever is tried later. */
function enter(waiting: TurnAsked[], again: TurnAsked | null, end: string): void {
  if (!again || again.at > end) return;
  const place = waiting.findIndex((other) => inOrder(other, again) > 0);
  waiting.splice(place < 0 ? waiting.length : place, 0, again);
}

function inOrder(one: TurnAsked, other: TurnAsked): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  const [first, second] = [one.was?.given?.ledger ?? Infinity, other.was?.given?.ledger ?? Infinity];
  if (first !== second) return first - second;
  return one.id < other.id ? -1 : 1;
}

class ShareOut {
  readonly leads = new Map<string, Had>();
  readonly #ledgers = new Map<string, Ledger>();
  readonly #known: Known;
  readonly #colleagues = new Colleagues(this.leads);

  constructor(known: Known) {
    this.#known = known;
  }

  /** Takes a turn. @returns the turn to be taken later, where the lead has to wait and did not then */
  take(turn: TurnAsked): TurnAsked | null {
    const had = this.leads.get(turn.id) ?? [];
    this.leads.set(turn.id, had);
    this.#colleagues.add(turn);
    const { owner: was, until } = turn.was ?? {};
    const has = had[turn.search];
    if (has && !turn.byHand) {
      // It has an owner here already, from an earlier instant or by another way.
      if (was !== undefined && has.was === undefined) Object.assign(has, { was, until });
      return null;
    }
    const directory = this.#directory(turn);
    if (turn.byHand && was !== undefined) had.push({ at: turn.at, was, here: was, until });
    if (!directory) return null;
    const ledger = this.#ledgerOf(directory.pool, turn.at);
    if (turn.byHand) {
      const limited = directory.pool.members.some(({ agent, open }) => agent === was && open !== undefined);
      if (was !== undefined && limited) this.#ledgers.set(turn.pool, countOpen(ledger, was, turn.id));
      return null;
    }
    const decided = this.#decide(turn, { directory, ledger, had });
    if (decided.ledger) this.#ledgers.set(turn.pool, { ...decided.ledger, version: ledger.version + 1 });
    const [draft] = decided.drafts;
    if (draft?.type === 'LeadAssigned') {
      had.push({ at: turn.at, was, here: draft.data.owner.id, until });
      return null;
    }
    // A wait of then is tried again as it was then.
    if (turn.was && was === undefined) return null;
    return { ...turn, at: this.#later(turn, { directory, ledger, had }) };
  }

  #decide(turn: TurnAsked, { directory, ledger, had }: Taken): Decision {
    const { pool, at } = turn;
    const bound = turn.bound ?? this.#colleagues.bound(turn, this.#known);
    const route = { pool, rule: '', because: '', rulesHash: '', bound };
    const lead = this.#lead(turn, had);
    const decided = decideTurn({ ...directory, lead, ledger, route, now: at, gone: new Set() });
    // Who waits is not asked before others here: the line stays empty.
    return decided.ledger ? { ...decided, ledger: { ...decided.ledger, waiting: [] } } : decided;
  }

  #later(turn: TurnAsked, { directory, ledger, had }: Taken): string {
    const latest = new Date(Date.parse(turn.at) + DAY_MS).toISOString();
    const free = nextFree({ ...directory, lead: this.#lead(turn, had), ledger }, turn.at);
    return free !== null && free > turn.at && free < latest ? free : latest;
  }

  #directory({ pool: id, at: instant, set, was }: TurnAsked): Directory | null {
    const here = this.#known.rules;
    const rules = this.#known.rulesAt(instant, set);
    const at = rules.pools.document.pools.some((pool) => pool.id === id) ? rules : here;
    const pool = at.pools.document.pools.find((candidate) => candidate.id === id);
    const absences = was?.given ? (was.given.absences ?? NOBODY) : this.#known.entered;
    const { document } = at.agents;
    const agents = absences === NOBODY ? document : withAbsences(document, absences);
    return pool ? { pools: at.pools.document, pool, agents, calendars: rules.calendars.document } : null;
  }

  /** The ledger, without the leads that a member with a full list works on no more. */
  #ledgerOf({ id, members: all }: Pool, at: string): Ledger {
    const ledger = this.#ledgers.get(id) ?? { pool: id, version: 0, members: {} };
    const members = { ...ledger.members };
    for (const { agent, open } of all) {
      const counted = members[agent];
      if (open === undefined || !counted?.open || counted.open.length < open) continue;
      members[agent] = { ...counted, open: counted.open.filter((lead) => this.#isOpen(lead, agent, at)) };
    }
    return { ...ledger, members };
  }

  #isOpen(leadId: string, agent: string, at: string): boolean {
    const last = this.leads.get(leadId)?.at(-1);
    return last?.here === agent && (last.until === undefined || last.until > at);
  }

  #lead({ id, scaled, language, passed }: TurnAsked, had: Had): Lead {
    const { like } = this.#known;
    const { score } = like;
    return {
      ...like,
      id,
      state: 'qualified',
      facts: language === undefined ? {} : { language },
      score: score && { ...score, scaled },
      assignment: null,
      passedOver: passed.map((owner) => had.findLast(({ was }) => was === owner)?.here ?? owner),
      clocks: [],
    };
  }
}

type Taken = {
  directory: Directory;
  ledger: Ledger;
  had: Had;
};
