import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StateStack } from '../stacks/state.ts';
import { Alarm, everyMinute } from './alarm.ts';
import { named } from './named.ts';
import type { NodeFunction } from './node-function.ts';
import { deadLetters } from './queues.ts';
import { releaseGradually } from './releases.ts';

/**
 * Lets a function read the stream of the table. Without caps one poison record blocks its shard for a day and then is lost:
 * here a failing batch is halved down to the record, tried for an hour at most, and put aside while the rest goes on.
 */
export function streamReader(scope: Construct, reader: NodeFunction, state: StateStack): EventSourceMapping {
  const streamArn = state.table.tableStreamArn;
  if (!streamArn) throw new Error('the table has no stream');
  const aside = deadLetters(scope, 'Stream', {
    watch: state,
    impact: 'Events of a lead reached nobody: it may be unscored, unanswered or without owner.',
  });
  reader.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn);
  reader.allow(['dynamodb:ListStreams'], `${state.table.tableArn}/stream/*`);
  reader.allowKey('dynamodb', 'Decrypt');
  reader.allow(['sqs:SendMessage'], aside.queueArn);
  releaseGradually(reader, state);
  new Alarm(scope, 'StreamAge', {
    watch: state,
    impact: 'All leads wait: nothing that was stored is scored, answered, routed or told.',
    metric: reader.lambda.metric('IteratorAge', { period: everyMinute, statistic: 'max' }),
    threshold: Duration.minutes(5).toMilliseconds(),
    periods: 3,
  });
  return named(
    new EventSourceMapping(scope, 'StreamMapping', {
      target: reader.live,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 2,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      reportBatchItemFailures: true,
      onFailure: { bind: () => ({ destination: aside.queueArn }) },
      // Removals (time to live) tell nothing that has to be done.
      filters: [FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY') })],
    }),
    'StreamMapping',
  );
}
