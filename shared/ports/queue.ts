/** One queue to send to. Every refused entry of a batch is sent again or thrown as a fault. */
export interface Queue {
  /** Sends JSON messages; for a FIFO queue each has a group and an id by which repeats are dropped. */
  send(messages: readonly { body: unknown; group?: string; deduplicationId?: string }[]): Promise<void>;
}
