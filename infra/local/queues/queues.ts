import type { Memory } from '../memory.ts';
import type { QueueModel } from '../template/model.ts';
import { Queue } from './queue.ts';

/** All queues of the template, found by name, ARN or URL. */
export class Queues {
  readonly #byName = new Map<string, Queue>();

  constructor(models: readonly QueueModel[], memory: Memory, now: () => number) {
    for (const model of models) this.#byName.set(model.name, new Queue(model, memory, now));
    for (const queue of this.all()) {
      const { redrive } = queue.model;
      if (redrive) queue.deadLetters = this.get(redrive.deadLetterArn);
    }
    for (const { id, queue, message, receives } of memory.messages()) {
      // A queue that the template no longer has: its messages stay where they are, in case it comes back.
      this.#byName.get(queue)?.restore(id, message, receives);
    }
  }

  all(): Queue[] {
    return [...this.#byName.values()];
  }

  find(nameOrArnOrUrl: string): Queue | undefined {
    return this.#byName.get(nameOrArnOrUrl.split(/[/:]/).at(-1) ?? '');
  }

  /** @throws when the template has no such queue */
  get(nameOrArnOrUrl: string): Queue {
    const queue = this.find(nameOrArnOrUrl);
    if (!queue) throw new Error(`there is no queue ${nameOrArnOrUrl} in the template`);
    return queue;
  }

  /** Whether other queues put their dead letters here. */
  isForDeadLetters(queue: Queue): boolean {
    return this.all().some(({ deadLetters }) => deadLetters === queue);
  }

  tick(): void {
    for (const queue of this.all()) queue.tick();
  }

  stop(): void {
    for (const queue of this.all()) queue.stop();
  }
}
