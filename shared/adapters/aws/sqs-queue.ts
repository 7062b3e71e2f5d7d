import { setTimeout } from 'node:timers/promises';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../../domain/faults.ts';
import type { Message, Queue } from '../../ports/queue.ts';

/** SendMessageBatch takes 10 messages … */
const MOST_ENTRIES = 10;
/** … and 256 KiB in all; some is left for what surrounds the bodies. */
const MOST_BYTES = 250 * 1024;
const MOST_TRIES = 4;

let shared: SQSClient | undefined;

/**
 * One SQS queue. Entries that the service refuses are sent again; what it refuses for good is a fault.
 * @param url of the queue
 * @throws Fault `queue-unavailable` (retryable), `message-refused` (not)
 */
export function sqsQueue(
  url: string,
  options: { client?: SQSClient; pause?: (ms: number) => Promise<unknown> } = {},
): Queue {
  shared ??= new SQSClient({ maxAttempts: 3 });
  const { client = shared, pause = setTimeout } = options;
  return {
    send: async (messages) => {
      for (const batch of batches(messages)) await sendBatch({ client, url, pause }, batch);
    },
  };
}

function batches(messages: readonly Message[]): SendMessageBatchRequestEntry[][] {
  const all: SendMessageBatchRequestEntry[][] = [];
  let open: SendMessageBatchRequestEntry[] = [];
  let size = 0;
  for (const { body, group, deduplicationId, delaySeconds } of messages) {
    const MessageBody = JSON.stringify(body);
    const bytes = Buffer.byteLength(MessageBody);
    if (open.length === MOST_ENTRIES || (open.length > 0 && size + bytes > MOST_BYTES)) {
      all.push(open);
      [open, size] = [[], 0];
    }
    size += bytes;
    open.push({
      Id: String(open.length),
      MessageBody,
      MessageGroupId: group,
      MessageDeduplicationId: deduplicationId,
      DelaySeconds: delaySeconds,
    });
  }
  return open.length > 0 ? [...all, open] : all;
}

interface Sender {
  client: SQSClient;
  url: string;
  pause: (ms: number) => Promise<unknown>;
}

async function sendBatch(
  { client, url, pause }: Sender,
  batch: SendMessageBatchRequestEntry[],
): Promise<void> {
  let open = batch;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tries > 0) await pause(50 * 2 ** tries);
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries: open });
    const { Failed = [] } = await client.send(command).catch((cause: unknown) => {
      throw new Fault('queue-unavailable', { retryable: true, cause });
    });
    if (Failed.length === 0) return;
    const hopeless = Failed.find((entry) => entry.SenderFault);
    if (hopeless)
      throw new Fault('message-refused', { retryable: false, detail: hopeless.Code ?? 'no code' });
    const again = new Set(Failed.map((entry) => entry.Id));
    open = open.filter((entry) => again.has(entry.Id));
  }
  throw new Fault('queue-unavailable', { retryable: true, detail: `${open.length} entries refused` });
}
