import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AwsAnswer, AwsCall, Service } from '../contract.ts';
import type { Letter } from './letter.ts';
import { type Queue, type Sending, sequence } from './queue.ts';
import type { Queues } from './queues.ts';

const maximumBytes = 1_048_576;

/** An answer in the error form of SQS's JSON protocol. */
class SqsRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const entrySchema = z.object({
  Id: z.string().default(''),
  MessageBody: z.string().min(1),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  DelaySeconds: z.number().optional(),
  MessageAttributes: z.unknown().optional(),
});
type Entry = z.infer<typeof entrySchema>;
const deletionSchema = z.object({ Id: z.string().default(''), ReceiptHandle: z.string() });
const visibilitySchema = deletionSchema.extend({ VisibilityTimeout: z.number() });
const batch = <T extends z.ZodType>(entry: T) => z.object({ Entries: z.array(entry).min(1).max(10) });
const receiveSchema = z.object({
  MaxNumberOfMessages: z.number().min(1).max(10).default(1),
  WaitTimeSeconds: z.number().default(0),
  VisibilityTimeout: z.number().optional(),
});

/** The operations of SQS on the template's queues. Creating and changing queues is CloudFormation's business. */
export function sqsService(queues: Queues): Service {
  return {
    name: 'sqs',
    handle: async (call) => {
      try {
        return answer(200, await perform(queues, call));
      } catch (fault) {
        if (fault instanceof SqsRefusal) return refusal(fault.code, fault.message);
        if (fault instanceof z.ZodError) return refusal('InvalidParameterValue', z.prettifyError(fault));
        throw fault;
      }
    },
  };
}

async function perform(queues: Queues, { operation, body }: AwsCall): Promise<unknown> {
  const input = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8')));
  switch (operation) {
    case 'GetQueueUrl':
      return { QueueUrl: find(queues, input.QueueName).model.url };
    case 'ListQueues':
      return { QueueUrls: queues.all().map(({ model }) => model.url) };
    case 'StartMessageMoveTask':
      return startMove(queues, input);
    case 'ListMessageMoveTasks':
      return { Results: movesOf(queues, input) };
  }
  const queue = find(queues, input.QueueUrl);
  switch (operation) {
    case 'SendMessage':
      return send(queue, entrySchema.parse(input));
    case 'SendMessageBatch': {
      const { Entries } = batch(entrySchema).parse(input);
      return { Successful: Entries.map((entry) => ({ Id: entry.Id, ...send(queue, entry) })), Failed: [] };
    }
    case 'ReceiveMessage':
      return receive(queue, receiveSchema.parse(input));
    case 'DeleteMessage':
      queue.remove(deletionSchema.parse(input).ReceiptHandle);
      return {};
    case 'DeleteMessageBatch':
      return each(batch(deletionSchema).parse(input).Entries, ({ ReceiptHandle }) =>
        queue.remove(ReceiptHandle),
      );
    case 'ChangeMessageVisibility':
      hide(queue, visibilitySchema.parse(input));
      return {};
    case 'ChangeMessageVisibilityBatch':
      return each(batch(visibilitySchema).parse(input).Entries, (entry) => hide(queue, entry));
    case 'GetQueueAttributes':
      return { Attributes: attributes(queue) };
    case 'PurgeQueue':
      queue.purge();
      return {};
    case 'ListDeadLetterSourceQueues': {
      const sources = queues.all().filter(({ deadLetters }) => deadLetters === queue);
      return { queueUrls: sources.map(({ model }) => model.url) };
    }
    default:
      throw new SqsRefusal('InvalidAction', `${operation} is not known to the local cloud`);
  }
}

function find(queues: Queues, name: unknown): Queue {
  const queue = typeof name === 'string' ? queues.find(name) : undefined;
  if (!queue) throw new SqsRefusal('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
}

function send(queue: Queue, entry: Entry): Record<string, unknown> {
  const { fifo, contentDeduplication } = queue.model;
  if (Buffer.byteLength(entry.MessageBody) > maximumBytes) {
    throw new SqsRefusal('InvalidParameterValue', `Message must be shorter than ${maximumBytes} bytes.`);
  }
  if (fifo && !entry.MessageGroupId) {
    throw new SqsRefusal('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  }
  if (fifo && !entry.MessageDeduplicationId && !contentDeduplication) {
    throw new SqsRefusal('InvalidParameterValue', 'The queue needs a MessageDeduplicationId.');
  }
  const sending: Sending = {
    body: entry.MessageBody,
    group: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
    delaySeconds: entry.DelaySeconds,
    attributes: entry.MessageAttributes,
  };
  const { messageId, sequenceNumber } = queue.send(sending);
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(entry.MessageBody),
    ...(sequenceNumber ? { SequenceNumber: sequenceNumber } : {}),
  };
}

async function receive(queue: Queue, input: z.infer<typeof receiveSchema>): Promise<unknown> {
  const deadline = Date.now() + input.WaitTimeSeconds * 1000;
  let letters = queue.receive(input.MaxNumberOfMessages);
  while (letters.length === 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    letters = queue.receive(input.MaxNumberOfMessages);
  }
  const hidden = (input.VisibilityTimeout ?? queue.model.visibilitySeconds) * 1000;
  for (const { receipt } of letters) {
    if (receipt) setTimeout(() => queue.putBack(receipt, 0), hidden).unref();
  }
  return {
    Messages: letters.map((letter) => ({
      MessageId: letter.messageId,
      ReceiptHandle: letter.receipt,
      Body: letter.body,
      MD5OfBody: md5(letter.body),
      Attributes: systemAttributes(letter),
      MessageAttributes: letter.attributes,
    })),
  };
}

/** What SQS tells about a message, here always all of it. */
export function systemAttributes(letter: Letter): Record<string, string> {
  const sentAt = String(Math.round(letter.sentAt));
  return {
    ApproximateReceiveCount: String(letter.receives),
    SentTimestamp: sentAt,
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: sentAt,
    ...(letter.group === undefined
      ? {}
      : { MessageGroupId: letter.group, SequenceNumber: sequence(letter.id) }),
    ...(letter.deduplicationId === undefined ? {} : { MessageDeduplicationId: letter.deduplicationId }),
    ...(letter.source === undefined ? {} : { DeadLetterQueueSourceArn: letter.source }),
  };
}

const hide = (queue: Queue, { ReceiptHandle, VisibilityTimeout }: z.infer<typeof visibilitySchema>): void =>
  queue.putBack(ReceiptHandle, VisibilityTimeout * 1000);

function each<T extends { Id: string }>(entries: T[], change: (entry: T) => void): unknown {
  for (const entry of entries) change(entry);
  return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
}

function attributes({ model, counts }: Queue): Record<string, string> {
  return {
    QueueArn: model.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(model.visibilitySeconds),
    ...(model.fifo ? { FifoQueue: 'true' } : {}),
    ...(model.redrive
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: model.redrive.deadLetterArn,
            maxReceiveCount: model.redrive.maxReceives,
          }),
        }
      : {}),
  };
}

const moveSchema = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });

/** What the newest move of each queue's dead letters did; moving takes no time here. */
const moves = new WeakMap<Queue, { moved: number; startedAt: number }>();

function startMove(queues: Queues, input: unknown): unknown {
  const { SourceArn, DestinationArn } = moveSchema.parse(input);
  const dead = find(queues, SourceArn);
  const only = queues.all().find(({ deadLetters }) => deadLetters === dead);
  if (!only) {
    throw new SqsRefusal('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  }
  const moved = dead.moveAll(({ source }) => queues.find(DestinationArn ?? source ?? '') ?? only);
  moves.set(dead, { moved, startedAt: Date.now() });
  return { TaskHandle: Buffer.from(SourceArn).toString('base64') };
}

function movesOf(queues: Queues, input: unknown): unknown[] {
  const { SourceArn } = moveSchema.parse(input);
  const last = moves.get(find(queues, SourceArn));
  if (!last) return [];
  const { moved, startedAt } = last;
  return [
    { SourceArn, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: moved, StartedTimestamp: startedAt },
  ];
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const answer = (status: number, body: unknown): AwsAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

/** Code that older clients read from this header. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
};

function refusal(code: string, message: string): AwsAnswer {
  const { headers, ...rest } = answer(400, { __type: `com.amazonaws.sqs#${code}`, message });
  return { ...rest, headers: { ...headers, 'x-amzn-query-error': `${queryCodes[code] ?? code};Sender` } };
}
