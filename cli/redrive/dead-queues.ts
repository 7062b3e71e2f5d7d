import {
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type LetterTold, tellLetter } from './tell-letter.ts';

/** A queue of messages that were given up. */
export interface DeadQueue {
  /** Its name in the template and the runbook, such as `ScoreDeadLetters`. */
  name: string;
  url: string;
  /** Messages in it. */
  messages: number;
}

/** All queues of a stage that hold what was given up, by name. */
export async function deadQueues(stage: string, sqs = new SQSClient({})): Promise<DeadQueue[]> {
  const { QueueUrls: urls = [] } = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: `leitwerk-${stage}-`, MaxResults: 1000 }),
  );
  const found = urls.flatMap((url) => {
    const [, name] = /-([A-Za-z]+DeadLetters)[^/]*$/.exec(url) ?? [];
    return name ? [{ name, url }] : [];
  });
  const counted = await Promise.all(
    found.map(async ({ name, url }) => ({ name, url, messages: await messagesIn(url, sqs) })),
  );
  return counted.sort((a, b) => a.name.localeCompare(b.name));
}

/** How many messages a queue holds, with those in work and those that wait for their time. */
export async function messagesIn(url: string, sqs: SQSClient): Promise<number> {
  const { Attributes: said = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  const count = (name: keyof typeof said) => Number(said[name] ?? 0);
  return (
    count('ApproximateNumberOfMessages') +
    count('ApproximateNumberOfMessagesNotVisible') +
    count('ApproximateNumberOfMessagesDelayed')
  );
}

/** The queue that messages came from before they were given up; null for those of a stream or a schedule. */
export async function sourceOf(url: string, sqs: SQSClient): Promise<string | null> {
  const { queueUrls: [source] = [] } = await sqs.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }),
  );
  return source ?? null;
}

/** What may be told of up to ten of the messages, without taking them away. */
export async function glance(url: string, sqs: SQSClient): Promise<LetterTold[]> {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      // They show again at once.
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['ERROR_CODE'],
    }),
  );
  return messages.map(tellLetter);
}
