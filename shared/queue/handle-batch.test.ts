import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Fault } from '../domain/faults.ts';
import { batchHandler, queueHandler } from './handle-batch.ts';

const Message = z.object({ leadId: z.string() });
const event = (...bodies: string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: `m${index + 1}`, body })) }) as SQSEvent;
const failed = ({ batchItemFailures }: { batchItemFailures: { itemIdentifier: string }[] }) =>
  batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const [a, b, c] = ['a', 'b', 'c'].map((leadId) => JSON.stringify({ leadId })) as [string, string, string];

describe('messages that are worked off one by one', () => {
  const refusing = (leadId: string) => async (message: { leadId: string }) => {
    if (message.leadId === leadId) throw new Fault('x', { retryable: true });
  };

  it('come again alone when they fail', async () => {
    expect(failed(await queueHandler(Message, refusing('b'))(event(a, b, c)))).toEqual(['m2']);
  });

  it.each(['{', '{}', '"lead"'])('come again, and in the end are parked, when they say %s', async (body) => {
    expect(failed(await queueHandler(Message, refusing(''))(event(a, body)))).toEqual(['m2']);
  });

  it('keep their order: after a failure nothing else of the batch is done', async () => {
    const done: string[] = [];
    const work = async (message: { leadId: string }) => {
      await refusing('b')(message);
      done.push(message.leadId);
    };
    expect(failed(await queueHandler(Message, work, { fifo: true })(event(a, b, c)))).toEqual(['m2', 'm3']);
    expect(done).toEqual(['a']);
  });
});

describe('a call of which nothing could be done', () => {
  const failing = async () => {
    throw new Fault('x', { retryable: true });
  };

  it.each([
    ['in any order', {}],
    ['in order', { fifo: true }],
  ])('fails as a whole, %s, so that alarms and releases see it', async (_, options) => {
    await expect(queueHandler(Message, failing, options)(event(a, b))).rejects.toThrow('batch-failed');
  });

  it('is not one that had nothing to do', async () => {
    expect(failed(await queueHandler(Message, failing)(event()))).toEqual([]);
  });
});

describe('messages that are worked off together', () => {
  it('lose only those that cannot be read', async () => {
    const got: string[] = [];
    const handler = batchHandler(Message, async (messages) =>
      got.push(...messages.map(({ leadId }) => leadId)),
    );
    expect(failed(await handler(event(a, 'no JSON', c)))).toEqual(['m2']);
    expect(got).toEqual(['a', 'c']);
  });

  it('all come again when the work fails', async () => {
    const handler = batchHandler(Message, async () => {
      throw new Fault('objects-unavailable', { retryable: true });
    });
    await expect(handler(event(a, b))).rejects.toThrow('objects-unavailable');
  });
});
