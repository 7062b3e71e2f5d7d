import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { BusEvent, RuleModel } from '../contract.ts';
import type { ScheduleModel } from '../template/model.ts';
import { TemplateError } from '../template/resolve.ts';
import type { Clock } from './clock.ts';
import { Instants } from './instants.ts';
import { type Firing, firingOf } from './schedule.ts';

/** The longest a timer of Node can wait. */
const longestTimer = 2 ** 31 - 1;

interface Entry {
  readonly schedule: ScheduleModel;
  readonly firing: Firing;
  /** Last firing that was done or skipped, ms since 1970. */
  last: number;
  /** The function said that it has nothing to do before. */
  idleUntil: number;
  /** What wakes it earlier. */
  wokenBy: WokenBy;
  /** What was written since it was last fired, by attribute. */
  readonly written: Map<string, Instants>;
}

/** Whoever else changes a table; nothing; or an instant that stands in an attribute of this name. */
type WokenBy = 'changes' | 'nothing' | { readonly attribute: string };

export interface SchedulerWorld {
  readonly schedules: readonly ScheduleModel[];
  readonly clock: Clock;
  readonly region: string;
  readonly account: string;
  /** Runs the targets; answers what functions among them answered. */
  readonly deliver: (rule: RuleModel, event: BusEvent) => Promise<unknown[]>;
  /** Counts changes of tables so far: all, or only those that a rule's own targets made. */
  readonly changes: (by?: RuleModel) => number;
  /** Waits until nothing is to be done but gather batches whose window has not ended. */
  readonly calm: () => Promise<void>;
  /** The next instant at which something besides schedules is due: a delayed message, a batching window. */
  readonly nextDue: () => number | undefined;
  /** Lets go what is due by the clock. */
  readonly release: () => void;
}

const idleSchema = z
  .object({
    idleUntil: z.iso.datetime({ offset: true }),
    regardless: z.boolean().default(false),
    unlessBefore: z.string().optional(),
  })
  .transform(({ idleUntil, regardless, unlessBefore }) => ({
    idleUntil: Date.parse(idleUntil),
    wokenBy: wokenBy(regardless, unlessBefore),
  }));

function wokenBy(regardless: boolean, attribute: string | undefined): WokenBy {
  if (attribute !== undefined) return { attribute };
  return regardless ? 'nothing' : 'changes';
}

/** Until when it has nothing to do, as far as is known now. */
function restOf({ idleUntil, wokenBy, written }: Entry): number {
  if (typeof wokenBy !== 'object') return idleUntil;
  return Math.min(idleUntil, written.get(wokenBy.attribute)?.earliest ?? idleUntil);
}

const looksAt = (by: WokenBy, attribute: string): boolean =>
  typeof by === 'object' && by.attribute === attribute;

/** Fires rules by the system's clock, in real time and, when the clock is moved, everything on the way in order. */
export class Scheduler {
  readonly #world: SchedulerWorld;
  readonly #entries: Entry[];
  #timer: NodeJS.Timeout | undefined;
  #moving: Promise<void> = Promise.resolve();
  #busy = false;
  /** Changes that do not wake idle schedules: those of schedules that then said they are idle. */
  #quiet = 0;
  #counted = 0;
  /** Whose function runs now: what it has not seen may be written meanwhile. */
  #firing: Entry | undefined;

  constructor(world: SchedulerWorld) {
    this.#world = world;
    const now = world.clock.now();
    this.#entries = world.schedules.map((schedule) => {
      if (schedule.timezone !== 'UTC')
        throw new TemplateError(`schedule ${schedule.id}: only UTC is known locally`);
      return {
        schedule,
        firing: firingOf(schedule.expression),
        last: now,
        idleUntil: 0,
        wokenBy: 'changes',
        written: new Map(),
      };
    });
  }

  /** Starts firing in real time. */
  start(): void {
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#entries.length = 0;
  }

  /** An item was written: which instants (ms since 1970) stand in its attributes now. */
  written(item: string, instants: Iterable<readonly [attribute: string, instant: number]>): void {
    for (const [attribute, instant] of instants) {
      for (const entry of this.#entries) {
        if (entry !== this.#firing && !looksAt(entry.wokenBy, attribute)) continue;
        if (instant < restOf(entry)) this.#skip(entry);
        const written = entry.written.get(attribute) ?? new Instants();
        written.set(item, instant);
        entry.written.set(attribute, written);
      }
    }
  }

  /** Moves the clock to an instant, firing what lies on the way. Moves wait for each other. */
  moveTo(instant: number): Promise<void> {
    const move = this.#moving.then(() => this.#run(instant));
    this.#moving = move.catch(() => {});
    return move;
  }

  async #run(instant: number): Promise<void> {
    const { clock, calm, nextDue, release } = this.#world;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      await calm();
      for (;;) {
        const firing = this.#next();
        const due = Math.min(firing ?? Number.POSITIVE_INFINITY, nextDue() ?? Number.POSITIVE_INFINITY);
        if (due > instant) break;
        clock.moveTo(due);
        release();
        if (due === firing) await this.#fire(due);
        await calm();
      }
      clock.moveTo(instant);
      release();
      await calm();
      // All firings up to here were done or skipped.
      for (const entry of this.#entries) entry.last = Math.max(entry.last, instant);
    } finally {
      this.#busy = false;
      this.#arm();
    }
  }

  /** Earliest firing that is not skipped. */
  #next(): number | undefined {
    this.#wake();
    const times = this.#entries.map((entry) => this.#nextOf(entry)).filter((time) => time !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #nextOf(entry: Entry): number | undefined {
    const first = entry.firing(entry.last);
    const rest = restOf(entry);
    return first !== undefined && first < rest ? entry.firing(rest - 1) : first;
  }

  /** Any change but those of idle schedules may have made something due: nobody is idle any more. */
  #wake(): void {
    const loud = this.#world.changes() - this.#quiet;
    if (loud === this.#counted) return;
    this.#counted = loud;
    for (const entry of this.#entries.filter(({ wokenBy }) => wokenBy === 'changes')) {
      this.#skip(entry);
      entry.idleUntil = 0;
    }
  }

  /** What was skipped while it was idle stays skipped. */
  #skip(entry: Entry): void {
    const rest = restOf(entry);
    if (rest > 0) entry.last = Math.max(entry.last, Math.min(this.#world.clock.now(), rest - 1));
  }

  /** Fires all that is due at an instant, by id, one after the other. */
  async #fire(instant: number): Promise<void> {
    const due = this.#entries.filter((entry) => this.#nextOf(entry) === instant);
    for (const entry of due) {
      entry.last = instant;
      const { rule } = entry.schedule;
      const before = this.#world.changes(rule);
      entry.written.clear();
      this.#firing = entry;
      const answers = await this.#world.deliver(rule, this.#event(entry, instant));
      await this.#world.calm();
      this.#firing = undefined;
      entry.wokenBy = 'changes';
      const idle = z.array(idleSchema).length(1).safeParse(answers);
      const [said] = idle.data ?? [];
      if (!said) continue;
      this.#quiet += this.#world.changes(rule) - before;
      entry.wokenBy = said.wokenBy;
      entry.idleUntil = said.idleUntil;
    }
  }

  #event({ schedule }: Entry, instant: number): BusEvent {
    const { region, account } = this.#world;
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account,
      time: new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [`arn:aws:events:${region}:${account}:rule/${schedule.id}`],
      detail: {},
    };
  }

  /** Waits in real time for the next firing. */
  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#busy || this.#entries.length === 0) return;
    const times = this.#entries.map((entry) => entry.firing(entry.last)).filter((time) => time !== undefined);
    if (times.length === 0) return;
    const wait = Math.max(0, Math.min(Math.min(...times) - this.#world.clock.now(), longestTimer));
    this.#timer = setTimeout(() => void this.#tick(), wait).unref();
  }

  /** Real time: each schedule fires once, however many firings a sleeping machine has missed. */
  async #tick(): Promise<void> {
    const now = this.#world.clock.now();
    for (const entry of this.#entries) {
      const first = entry.firing(entry.last);
      if (first === undefined || first > now) continue;
      entry.last = now;
      await this.#world.deliver(entry.schedule.rule, this.#event(entry, first));
    }
    this.#arm();
  }
}
