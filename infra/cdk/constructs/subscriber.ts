import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueName } from '../../../shared/wiring.ts';
import type { EnvironmentOf, FunctionId } from '../functions.ts';
import type { StateStack } from '../stacks/state.ts';
import { NodeFunction } from './node-function.ts';
import { queue } from './queues.ts';
import { releaseGradually } from './releases.ts';

export type SubscriberProps<Id extends FunctionId> = {
  state: StateStack;
  handler: Id;
  environment: EnvironmentOf<Id>;
  /** what a person loses while a message lies among the dead letters */
  impact: string;
  batchSize: number;
  /** how long a batch may gather; at once unless told */
  windowSeconds?: number;
  /** how many calls run side by side at most: what is left of the account's is for those who wait for an answer (docs/adr/0007) */
  maxConcurrency: number;
  fifo?: boolean;
  /** encrypt with the customer key: only for the queue that holds personal data */
  personal?: boolean;
  /** the function sends itself the rest of what it did not end */
  handsOn?: boolean;
};

/** A queue, its dead letters with their alarm, the function that empties it, and the mapping between them. */
export class Subscriber<Id extends FunctionId = FunctionId> extends Construct {
  readonly queue: Queue;
  readonly handler: NodeFunction<Id>;

  constructor(scope: Construct, name: QueueName, props: SubscriberProps<Id>) {
    super(scope, `${name}Subscriber`);
    const { state, environment, impact, fifo = false } = props;
    this.handler = new NodeFunction(this, props.handler, {
      state,
      environment,
      ...(props.handsOn ? { handsOn: true } : {}),
    });
    // Six timeouts: what Lambda needs to retry a throttled batch before its messages show again.
    this.queue = queue(this, name, Duration.seconds(6 * this.handler.timeout.toSeconds()), {
      watch: state,
      impact,
      fifo,
      ...(props.personal ? { key: state.key } : {}),
    });
    this.handler.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      this.queue.queueArn,
    );
    if (props.personal) this.handler.allowKey('sqs', 'Decrypt');
    releaseGradually(this.handler, state);
    new EventSourceMapping(this, 'Mapping', {
      target: this.handler.live,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize,
      reportBatchItemFailures: true,
      ...(props.windowSeconds ? { maxBatchingWindow: Duration.seconds(props.windowSeconds) } : {}),
      maxConcurrency: props.maxConcurrency,
    });
  }
}
