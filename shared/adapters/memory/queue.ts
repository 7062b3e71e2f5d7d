import type { Message, Queue } from '../../ports/queue.ts';

/** A queue in memory: messages as JSON would bring them, repeats by deduplication id dropped as a FIFO queue does. */
export function memoryQueue(): Queue & { messages: Message[]; drain(): Message[] } {
  const messages: Message[] = [];
  const seen = new Set<string>();
  return {
    messages,
    /** Takes all messages out, in the order in which they were sent. */
    drain: () => messages.splice(0),
    send: async (sent) => {
      for (const message of sent) {
        const id = message.deduplicationId;
        if (id !== undefined && seen.has(id)) continue;
        if (id !== undefined) seen.add(id);
        messages.push({ ...message, body: JSON.parse(JSON.stringify(message.body)) });
      }
    },
  };
}
