import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sqsQueue } from './sqs-queue.ts';

const sqs = mockClient(SQSClient);
const pauses: number[] = [];
const queue = sqsQueue('https://sqs.example/turn', {
  client: new SQSClient({ region: 'eu-central-1' }),
  pause: async (ms) => pauses.push(ms),
});
const bodies = [1, 2, 3].map((lead) => ({ body: { lead } }));
const refused = (id: string, SenderFault = false) => ({ Id: id, Code: 'InternalError', SenderFault });
const sent = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .map((call) => call.args[0].input.Entries?.map(({ MessageBody }) => MessageBody));

beforeEach(() => {
  sqs.reset();
  pauses.length = 0;
});

describe('a queue that refuses', () => {
  it('gets the refused messages again, and only those', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: [], Failed: [refused('1'), refused('2')] })
      .resolvesOnce({ Successful: [], Failed: [refused('2')] })
      .resolves({ Successful: [], Failed: [] });
    await queue.send(bodies);
    expect(sent()).toEqual([
      ['{"lead":1}', '{"lead":2}', '{"lead":3}'],
      ['{"lead":2}', '{"lead":3}'],
      ['{"lead":3}'],
    ]);
    expect(pauses).toEqual([100, 200]);
  });

  it('is a fault to be tried again after four times', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [refused('0')] });
    await expect(queue.send(bodies)).rejects.toMatchObject({ code: 'queue-unavailable', retryable: true });
    expect(sent()).toHaveLength(4);
  });

  it('is a fault for good where the message is at fault', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [refused('0', true)] });
    await expect(queue.send(bodies)).rejects.toMatchObject({ code: 'message-refused', retryable: false });
    expect(sent()).toHaveLength(1);
  });

  it('is a fault to be tried again when it cannot be reached', async () => {
    sqs.on(SendMessageBatchCommand).rejects(new Error('ECONNRESET'));
    await expect(queue.send(bodies)).rejects.toMatchObject({ code: 'queue-unavailable', retryable: true });
  });
});
