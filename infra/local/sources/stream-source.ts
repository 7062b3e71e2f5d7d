import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { Memory } from '../memory.ts';
import { matchesPattern } from '../services/events/event-pattern.ts';
import type { StreamMapping } from '../template/model.ts';
import { failedItems } from './batch-answer.ts';
import type { StreamRecord, TableStream } from './stream.ts';

const firstRetryMilliseconds = 100;
const longestRetryMilliseconds = 2_000;

export interface StreamSourceWorld {
  readonly mapping: StreamMapping;
  readonly stream: TableStream;
  readonly memory: Memory;
  readonly activity: Activity;
  readonly region: string;
  /** ms to add to the engine's wall clock to get the system's time */
  readonly ahead: () => number;
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly sendToQueue: (arn: string, body: string) => void;
  /** Told of each record before the function gets any. */
  readonly seen: (record: StreamRecord) => void;
  readonly log: (line: string) => void;
}

/** Hands a table's changes to a function in order; what was handled is remembered, so that a kill repeats but loses nothing. */
export class StreamSource {
  readonly #world: StreamSourceWorld;
  #position: string;
  /** Something was written since the last empty read. */
  #news = false;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(world: StreamSourceWorld) {
    this.#world = world;
    this.#position = world.memory.fact(this.#fact) ?? '';
  }

  get drained(): boolean {
    return !this.#news && this.#working === undefined;
  }

  /** The table may have changed. */
  wake(): void {
    this.#news = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      this.#world.activity.changed();
      if (this.#news && !this.#stopped) this.wake();
    });
  }

  /** What is in work is not waited for: it was not done then, and comes again. */
  stop(): void {
    this.#stopped = true;
  }

  get #fact(): string {
    return `stream ${this.#world.mapping.id}`;
  }

  async #work(): Promise<void> {
    const { stream, mapping, memory, seen, log } = this.#world;
    if (this.#position === '' && !mapping.fromStart) this.#position = await stream.latest();
    while (!this.#stopped) {
      this.#news = false;
      let records: readonly StreamRecord[];
      try {
        records = await stream.read(this.#position, mapping.batchSize);
      } catch (fault) {
        if (this.#stopped) return;
        log(`${mapping.id}: ${fault instanceof Error ? fault.message : String(fault)}`);
        this.#news = true;
        return pause(firstRetryMilliseconds);
      }
      const last = records.at(-1);
      if (!last) {
        if (this.#news) continue;
        return;
      }
      for (const record of records) seen(record);
      await this.#handle(records.filter((record) => this.#wants(record)));
      if (this.#stopped) return;
      this.#position = last.dynamodb.SequenceNumber;
      memory.remember(this.#fact, this.#position);
    }
  }

  /** Tries a batch until it is done or given up. */
  async #handle(batch: readonly StreamRecord[]): Promise<void> {
    const { mapping } = this.#world;
    let left = batch;
    for (let attempt = 0; left.length > 0 && !this.#stopped; attempt++) {
      const firstFailed = await this.#try(left);
      if (firstFailed === undefined) return;
      const progress = firstFailed > 0;
      left = left.slice(firstFailed);
      if (mapping.retries >= 0 && attempt >= mapping.retries) return this.#giveUp(left, attempt + 1);
      if (mapping.bisects && !progress && left.length > 1) {
        const middle = Math.ceil(left.length / 2);
        await this.#handle(left.slice(0, middle));
        return this.#handle(left.slice(middle));
      }
      await pause(Math.min(firstRetryMilliseconds * 2 ** attempt, longestRetryMilliseconds));
    }
  }

  /** @returns index of the first record that failed, undefined when all are done */
  async #try(records: readonly StreamRecord[]): Promise<number | undefined> {
    const { mapping, invoke, log } = this.#world;
    try {
      const answer = await invoke(mapping.functionArn, {
        Records: records.map((record) => this.#event(record)),
      });
      if (!mapping.reportsItemFailures) return undefined;
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      const failed = failedItems(answer, numbers);
      const first = numbers.findIndex((number) => failed.has(number));
      return first < 0 ? undefined : first;
    } catch (fault) {
      if (!this.#stopped) log(`${mapping.id}: ${fault instanceof Error ? fault.message : String(fault)}`);
      return 0;
    }
  }

  #wants(record: StreamRecord): boolean {
    const { filters } = this.#world.mapping;
    return filters.length === 0 || filters.some((pattern) => matchesPattern(pattern, record));
  }

  #event(record: StreamRecord): unknown {
    const { mapping, region, ahead } = this.#world;
    const at = Math.floor(record.dynamodb.ApproximateCreationDateTime + ahead() / 1000);
    return {
      ...record,
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      eventSourceARN: mapping.sourceArn,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: at },
    };
  }

  #giveUp(records: readonly StreamRecord[], attempts: number): void {
    const { mapping, sendToQueue, log } = this.#world;
    log(`${mapping.id}: gave up ${records.length} records after ${attempts} attempts`);
    const [first] = records;
    const last = records.at(-1);
    if (!mapping.failureArn || !first || !last) return;
    const at = (record: StreamRecord): string =>
      new Date(record.dynamodb.ApproximateCreationDateTime * 1000 + this.#world.ahead()).toISOString();
    const letter = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.functionArn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: at(last),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000001',
        startSequenceNumber: first.dynamodb.SequenceNumber,
        endSequenceNumber: last.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: at(first),
        approximateArrivalOfLastRecord: at(last),
        batchSize: records.length,
        streamArn: mapping.sourceArn,
      },
    };
    sendToQueue(mapping.failureArn, JSON.stringify(letter));
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
