import type { Activity } from './activity.ts';
import type { Queues } from './queues/queues.ts';
import type { QueueSource } from './sources/queue-source.ts';
import type { StreamSource } from './sources/stream-source.ts';

const patienceMilliseconds = 60_000;

/** Something was still left to do when patience ended. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
  readonly left: unknown;
  constructor(left: unknown) {
    super('There is still something left to do.');
    this.left = left;
  }
}

export interface SettlingWorld {
  readonly activity: Activity;
  readonly queues: Queues;
  readonly queueSources: ReadonlyMap<string, QueueSource>;
  readonly streamSources: readonly StreamSource[];
}

/** Knows whether anything is left to do: functions, streams, queues that a function empties. */
export class Settling {
  readonly #world: SettlingWorld;

  constructor(world: SettlingWorld) {
    this.#world = world;
  }

  /** Everything done, batching windows ended. @throws NotSettled after a minute */
  settle(): Promise<void> {
    return this.#until(true);
  }

  /** Everything done but for batches whose window has not ended. @throws NotSettled after a minute */
  calm(): Promise<void> {
    return this.#until(false);
  }

  /** Lets go what is due by the clock: delayed messages, ended windows. */
  release(): void {
    this.#world.queues.tick();
    for (const source of this.#world.queueSources.values()) source.pump();
  }

  async #until(flush: boolean): Promise<void> {
    const deadline = Date.now() + patienceMilliseconds;
    while (this.#busy(flush)) {
      if (Date.now() > deadline) throw new NotSettled(this.#left());
      // Windows can fill again while other things end.
      await this.#world.activity.nextChange(20);
    }
  }

  #busy(flush: boolean): boolean {
    const { activity, queues, queueSources, streamSources } = this.#world;
    if (!activity.quiet || streamSources.some(({ drained }) => !drained)) return true;
    let busy = false;
    for (const [name, source] of queueSources) {
      if (flush) source.pump(true);
      const { visible, inFlight } = queues.get(name).counts;
      if (inFlight > 0 || (visible > 0 && (flush || !source.gathering))) busy = true;
    }
    return busy;
  }

  #left(): unknown {
    const { activity, queues, queueSources, streamSources } = this.#world;
    const waiting = [...queueSources.keys()].map((name) => [name, queues.get(name).counts] as const);
    return {
      running: activity.running(),
      streams: streamSources.filter(({ drained }) => !drained).length,
      queues: Object.fromEntries(waiting.filter(([, counts]) => counts.visible + counts.inFlight > 0)),
    };
  }
}
