import { createHash, randomUUID } from 'node:crypto';
import type { Memory } from '../memory.ts';
import type { QueueModel } from '../template/model.ts';
import { Lanes } from './lanes.ts';
import { type Letter, type Stored, storedSchema } from './letter.ts';

const deduplicationMilliseconds = 5 * 60_000;

export interface Sent {
  readonly messageId: string;
  readonly sequenceNumber?: string;
}

export interface Sending {
  readonly body: string;
  readonly group?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly delaySeconds?: number | undefined;
  readonly attributes?: unknown;
}

/** One SQS queue: what is sent survives a kill, what was in work when the process died is ready again at the next start. */
export class Queue {
  readonly model: QueueModel;
  readonly #memory: Memory;
  readonly #now: () => number;
  readonly #ready: Lanes;
  readonly #inFlight = new Map<string, Letter>();
  readonly #delayed: { letter: Letter; until: number }[] = [];
  readonly #retrying = new Map<Letter, NodeJS.Timeout>();
  readonly #seen = new Map<string, { sent: Sent; until: number }>();
  #arrived: () => void = () => {};
  /** Where letters go that were received too often; set once all queues exist. */
  deadLetters: Queue | undefined;

  constructor(model: QueueModel, memory: Memory, now: () => number) {
    this.model = model;
    this.#memory = memory;
    this.#now = now;
    this.#ready = new Lanes(model.fifo);
  }

  get counts(): { visible: number; inFlight: number; delayed: number } {
    const inFlight = this.#inFlight.size + this.#retrying.size;
    return { visible: this.#ready.size, inFlight, delayed: this.#delayed.length };
  }

  /** When the oldest ready letter was sent, ms since 1970. */
  get oldest(): number | undefined {
    return this.#ready.oldest?.sentAt;
  }

  /** When the next delayed letter becomes visible. */
  get nextDelayed(): number | undefined {
    return this.#delayed.length === 0 ? undefined : Math.min(...this.#delayed.map(({ until }) => until));
  }

  onArrival(listener: () => void): void {
    this.#arrived = listener;
  }

  send(sending: Sending): Sent {
    const key = this.#deduplicationKey(sending);
    const known = key === undefined ? undefined : this.#seen.get(key);
    if (known && known.until > this.#now()) return known.sent;
    const now = this.#now();
    const delay = (sending.delaySeconds ?? this.model.delaySeconds) * 1000;
    const stored: Stored = {
      messageId: randomUUID(),
      body: sending.body,
      sentAt: now,
      ...(sending.group === undefined ? {} : { group: sending.group }),
      ...(sending.deduplicationId === undefined ? {} : { deduplicationId: sending.deduplicationId }),
      ...(sending.attributes === undefined ? {} : { attributes: sending.attributes }),
      ...(delay > 0 ? { visibleAt: now + delay } : {}),
    };
    const id = this.#memory.addMessage(this.model.name, JSON.stringify(stored));
    const sent = {
      messageId: stored.messageId,
      ...(this.model.fifo ? { sequenceNumber: sequence(id) } : {}),
    };
    if (key !== undefined) this.#remember(key, sent);
    this.accept({ ...stored, id, receives: 0 });
    return sent;
  }

  /** Takes a letter that is already in memory. */
  accept(letter: Letter): void {
    if (letter.visibleAt !== undefined && letter.visibleAt > this.#now()) {
      this.#delayed.push({ letter, until: letter.visibleAt });
      return;
    }
    this.#ready.add(letter);
    this.#arrived();
  }

  restore(id: number, message: string, receives: number): void {
    this.accept({ ...storedSchema.parse(JSON.parse(message)), id, receives });
  }

  /** Hands out up to `count` letters; of a message group all that fit, in order, and none more until these are done. */
  receive(count: number): Letter[] {
    const letters = this.#ready.take(count);
    for (const letter of letters) {
      letter.receives++;
      letter.receipt = randomUUID();
      this.#inFlight.set(letter.receipt, letter);
    }
    return letters;
  }

  /** Ends the work on letters: done when `retryAfter` gives no time, else shown again after so many ms. */
  settle(letters: readonly Letter[], retryAfter: (letter: Letter) => number | undefined): void {
    this.#memory.together(() => {
      for (const letter of letters) {
        const { receipt = '' } = letter;
        const milliseconds = retryAfter(letter);
        if (milliseconds === undefined) this.remove(receipt);
        else this.putBack(receipt, milliseconds);
      }
    });
  }

  /** The letter is done. Unknown receipts are ignored, as SQS does. */
  remove(receipt: string): void {
    const letter = this.#inFlight.get(receipt);
    if (!letter) return;
    this.#inFlight.delete(receipt);
    this.#memory.dropMessage(letter.id);
    if (this.#ready.release(letter)) this.#arrived();
  }

  /** Shows the letter again after some time, or puts it among the dead letters when it was received often enough. */
  putBack(receipt: string, milliseconds: number): void {
    const letter = this.#inFlight.get(receipt);
    if (!letter) return;
    this.#inFlight.delete(receipt);
    const { redrive } = this.model;
    if (redrive && this.deadLetters && letter.receives >= redrive.maxReceives) {
      this.move(letter, this.deadLetters);
      if (this.#ready.release(letter)) this.#arrived();
      return;
    }
    this.#memory.countReceive(letter.id, letter.receives);
    const show = (): void => {
      this.#retrying.delete(letter);
      this.#ready.putBack(letter);
      this.#arrived();
    };
    this.#retrying.set(letter, setTimeout(show, milliseconds));
  }

  move(letter: Letter, target: Queue): void {
    this.#memory.moveMessage(letter.id, target.model.name);
    const { receipt: _receipt, visibleAt: _visibleAt, ...rest } = letter;
    target.accept({ ...rest, receives: 0, source: this.model.arn });
  }

  /** Moves everything visible to another queue (redrive of dead letters). @returns how many */
  moveAll(targetOf: (letter: Letter) => Queue | undefined): number {
    let moved = 0;
    for (const letter of this.#ready.take(Number.POSITIVE_INFINITY)) {
      const target = targetOf(letter);
      this.#ready.release(letter);
      if (target) {
        this.move(letter, target);
        moved++;
      } else this.#ready.putBack(letter);
    }
    return moved;
  }

  purge(): void {
    for (const letter of this.#ready.take(Number.POSITIVE_INFINITY)) {
      this.#ready.release(letter);
      this.#memory.dropMessage(letter.id);
    }
  }

  /** Shows delayed letters whose time has come. */
  tick(): void {
    const now = this.#now();
    for (const entry of this.#delayed.filter(({ until }) => until <= now)) {
      this.#delayed.splice(this.#delayed.indexOf(entry), 1);
      this.#ready.add(entry.letter);
      this.#arrived();
    }
  }

  stop(): void {
    for (const timer of this.#retrying.values()) clearTimeout(timer);
  }

  #deduplicationKey({ body, group, deduplicationId }: Sending): string | undefined {
    if (!this.model.fifo) return undefined;
    const id = deduplicationId ?? createHash('sha256').update(body).digest('hex');
    return this.model.deduplicatesPerGroup ? `${group}\n${id}` : id;
  }

  #remember(key: string, sent: Sent): void {
    const now = this.#now();
    for (const [old, { until }] of this.#seen) {
      if (until > now) break;
      this.#seen.delete(old);
    }
    this.#seen.set(key, { sent, until: now + deduplicationMilliseconds });
  }
}

/** SQS numbers have 20 digits. */
export const sequence = (id: number): string => String(id).padStart(20, '0');
