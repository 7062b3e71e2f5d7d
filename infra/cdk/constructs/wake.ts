import type { Duration } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { NodeFunction } from './node-function.ts';

export type WakeProps = {
  /** further attempts of the bus when the function cannot be started */
  attempts: number;
  /** a firing older than this is worth nothing */
  maxAge: Duration;
  /** where a firing goes that started nothing; nowhere where the next firing does the same work */
  deadLetters?: IQueue;
};

/** Lets an EventBridge rule start a function. */
export function wake(rule: Rule, sleeper: NodeFunction, { attempts, maxAge, deadLetters }: WakeProps): void {
  rule.addTarget(
    new LambdaFunction(sleeper.live, {
      retryAttempts: attempts,
      maxEventAge: maxAge,
      ...(deadLetters ? { deadLetterQueue: deadLetters } : {}),
    }),
  );
}
