import type { Activity } from '../activity.ts';
import type { Clock } from '../clock/clock.ts';
import type { Letter } from '../queues/letter.ts';
import type { Queue } from '../queues/queue.ts';
import { systemAttributes } from '../queues/sqs.ts';
import { matchesPattern } from '../services/events/event-pattern.ts';
import type { QueueMapping } from '../template/model.ts';
import { failedItems } from './batch-answer.ts';

/** Batches of one queue in work at the same time, unless the template wants fewer. */
const sideBySide = 4;
/** A failed message comes back after this, doubled with each receive, and not after the queue's visibility timeout. */
const firstRetryMilliseconds = 200;
const longestRetryMilliseconds = 2_000;

export interface QueueSourceWorld {
  readonly queue: Queue;
  readonly mapping: QueueMapping;
  readonly region: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly log: (line: string) => void;
}

/** Hands the messages of a queue to a function, as soon as they arrive or when their batching window ends. */
export class QueueSource {
  readonly #world: QueueSourceWorld;
  #running = 0;
  #stopped = false;
  #window: NodeJS.Timeout | undefined;

  constructor(world: QueueSourceWorld) {
    this.#world = world;
    world.queue.onArrival(() => this.pump());
  }

  /** Letters that a batching window holds back. */
  get gathering(): boolean {
    return this.#window !== undefined;
  }

  /** When the batching window ends, ms since 1970 of the system's time. */
  get windowEnd(): number | undefined {
    const { queue, mapping } = this.#world;
    return queue.oldest === undefined ? undefined : queue.oldest + mapping.windowSeconds * 1000;
  }

  /** @param flush ends the batching window at once */
  pump(flush = false): void {
    const { queue, mapping, activity } = this.#world;
    const limit = Math.min(mapping.maximumConcurrency ?? sideBySide, sideBySide);
    while (!this.#stopped && this.#running < limit && queue.counts.visible > 0) {
      if (!flush && this.#gathers()) return;
      this.#endWindow();
      const letters = queue.receive(mapping.batchSize);
      if (letters.length === 0) return;
      this.#running++;
      const done = activity.begin(`batch of ${mapping.id}`);
      void this.#handle(letters).finally(() => {
        this.#running--;
        this.pump();
        done();
      });
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#endWindow();
  }

  /** Whether the batch is neither full nor due; if so, a timer ends the wait. */
  #gathers(): boolean {
    const { queue, mapping, clock } = this.#world;
    if (mapping.windowSeconds === 0 || queue.counts.visible >= mapping.batchSize) return false;
    const left = (this.windowEnd ?? 0) - clock.now();
    if (left <= 0) return false;
    this.#window ??= setTimeout(() => {
      this.#window = undefined;
      this.pump();
    }, left);
    return true;
  }

  #endWindow(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
  }

  async #handle(letters: readonly Letter[]): Promise<void> {
    const { queue, mapping, invoke, log } = this.#world;
    const wanted = letters.filter((letter) => this.#wants(letter));
    const failed = new Set<string>();
    if (wanted.length > 0) {
      const ids = wanted.map(({ messageId }) => messageId);
      try {
        const answer = await invoke(mapping.functionArn, {
          Records: wanted.map((letter) => this.#record(letter)),
        });
        const reported = mapping.reportsItemFailures ? failedItems(answer, ids) : [];
        for (const id of reported) failed.add(id);
      } catch (fault) {
        log(`${mapping.id}: ${fault instanceof Error ? fault.message : String(fault)}`);
        for (const id of ids) failed.add(id);
      }
    }
    if (this.#stopped) return;
    queue.settle(letters, ({ messageId, receives }) =>
      failed.has(messageId)
        ? Math.min(firstRetryMilliseconds * 2 ** (receives - 1), longestRetryMilliseconds)
        : undefined,
    );
  }

  /** Messages that match no filter are dropped without the function seeing them. */
  #wants({ body }: Letter): boolean {
    const { filters } = this.#world.mapping;
    if (filters.length === 0) return true;
    const record = { body: parsed(body) };
    return filters.some((pattern) => matchesPattern(pattern, record));
  }

  #record(letter: Letter): unknown {
    return {
      messageId: letter.messageId,
      receiptHandle: letter.receipt,
      body: letter.body,
      attributes: systemAttributes(letter),
      messageAttributes: letter.attributes ?? {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: this.#world.queue.model.arn,
      awsRegion: this.#world.region,
    };
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
