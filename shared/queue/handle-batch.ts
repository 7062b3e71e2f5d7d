import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { Fault } from '../domain/faults.ts';
import { log } from '../observe/log.ts';

/**
 * Makes the entry of a queue: each record is parsed and worked off; what failed is reported, so that only it comes
 * again; if all failed, the call fails. A FIFO batch stops at its first failure, so that the order in a group holds.
 * @param schema what a message must be
 * @param work works off one message; throws a Fault where it cannot
 */
export function queueHandler<S extends z.ZodType>(
  schema: S,
  work: (message: z.infer<S>) => Promise<unknown>,
  options: { fifo?: boolean } = {},
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  async function one(record: SQSRecord): Promise<boolean> {
    try {
      await work(parseBody(schema, record.body));
      return true;
    } catch (cause) {
      const code = cause instanceof Fault && !cause.retryable ? 'message-parked' : 'message-failed';
      log.error(code, { messageId: record.messageId }, cause);
      return false;
    }
  }

  return async (event) => {
    const failed: string[] = [];
    if (options.fifo) {
      for (const record of event.Records) {
        if (failed.length > 0 || !(await one(record))) failed.push(record.messageId);
      }
    } else {
      const done = await Promise.all(event.Records.map(one));
      for (const [index, record] of event.Records.entries()) if (!done[index]) failed.push(record.messageId);
    }
    // Where nothing could be done, the call itself failed: that is what alarms and releases look at.
    if (failed.length > 0 && failed.length === event.Records.length)
      throw new Fault('batch-failed', { retryable: true });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/**
 * Makes the entry of a queue whose messages are worked off together, such as into one file. What cannot be read is
 * reported alone; if the work fails, all of it comes again.
 */
export function batchHandler<S extends z.ZodType>(
  schema: S,
  work: (messages: z.infer<S>[]) => Promise<unknown>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const unreadable: string[] = [];
    const messages: z.infer<S>[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        messages.push(parseBody(schema, body));
      } catch (cause) {
        log.error('message-parked', { messageId }, cause);
        unreadable.push(messageId);
      }
    }
    if (messages.length > 0) await work(messages);
    return { batchItemFailures: unreadable.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function parseBody<S extends z.ZodType>(schema: S, body: string): z.infer<S> {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    throw new Fault('message-unreadable', { retryable: false, cause });
  }
}
