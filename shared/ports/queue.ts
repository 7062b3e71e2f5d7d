export interface Message {
  body: unknown;
  /** For a FIFO queue: the group, and the id by which repeats are dropped. */
  group?: string;
  deduplicationId?: string;
  /** Not for a FIFO queue: nobody sees it before so many seconds have passed, 900 at most. */
  delaySeconds?: number;
}

/** One queue to send to. Every refused entry of a batch is sent again or thrown as a fault. */
export interface Queue {
  /** Sends JSON messages. */
  send(messages: readonly Message[]): Promise<void>;
}
