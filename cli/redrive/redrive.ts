import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { CliFailure } from '../output.ts';
import { type DeadQueue, messagesIn, sourceOf } from './dead-queues.ts';

/** What became of the messages of a queue that were driven back. */
export type Redriven = {
  queue: string;
  /** Messages that went back to the queue that they came from. */
  moved: number;
  /** Of those, worked off since. */
  done: number;
  /** Still in work, or waiting for their next attempt. */
  waiting: number;
  /** Given up again. */
  back: number;
};

/** Milliseconds between two looks. */
const LOOK_MS = 500;
/** How long moving may take, milliseconds: SQS moves some hundreds a second. */
const MOVE_PATIENCE_MS = 15 * 60_000;

/**
 * Moves the messages of one queue of dead letters back where they came from, and waits until they are worked off.
 * @param patienceMs how long to wait for that; a message that fails again needs five attempts, a quarter of an hour
 * @param tell is told how many were moved, after each look
 * @throws CliFailure where the queue has no source, or moving failed
 */
export async function redrive(
  dead: DeadQueue,
  {
    patienceMs,
    wait,
    tell,
  }: { patienceMs: number; wait: (ms: number) => Promise<unknown>; tell: (moved: number) => void },
  sqs = new SQSClient({}),
): Promise<Redriven> {
  const source = await sourceOf(dead.url, sqs);
  if (source === null) throw new CliFailure(withoutSource(dead.name));
  const moved = await move(dead, { wait, tell }, sqs);
  for (let waited = 0; ; waited += LOOK_MS) {
    const [waiting, left] = [await messagesIn(source, sqs), await messagesIn(dead.url, sqs)];
    if (waiting === 0 || waited >= patienceMs) {
      const back = Math.min(left, moved);
      return { queue: dead.name, moved, done: Math.max(0, moved - back - waiting), waiting, back };
    }
    await wait(LOOK_MS);
  }
}

async function move(
  { name, url }: DeadQueue,
  { wait, tell }: { wait: (ms: number) => Promise<unknown>; tell: (moved: number) => void },
  sqs: SQSClient,
): Promise<number> {
  const { Attributes: said } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const SourceArn = said?.QueueArn;
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  for (let waited = 0; waited < MOVE_PATIENCE_MS; waited += LOOK_MS) {
    const { Results: [task] = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
    );
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    tell(moved);
    if (task?.Status === 'COMPLETED') return moved;
    if (task?.Status !== 'RUNNING')
      throw new CliFailure(
        `${name}: moving ended as ${task?.Status}: ${task?.FailureReason ?? 'no reason told'}.`,
      );
    await wait(LOOK_MS);
  }
  throw new CliFailure(`${name}: moving goes on by itself; look again with leitwerk redrive.`);
}

/** What to do with messages that came from no queue. */
export const withoutSource = (name: string): string =>
  `${name} goes back to no queue: docs/runbook.md, heading ${name}, says what to do.`;
