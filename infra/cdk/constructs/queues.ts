import { Duration, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueName } from '../../../shared/wiring.ts';
import { Alarm, everyMinute, type Watch } from './alarm.ts';
import { named } from './named.ts';

export type QueueProps = {
  watch: Watch;
  /** what a person loses while a message lies among the dead letters */
  impact: string;
  /** in order within a message group; the sender gives the deduplication id */
  fifo?: boolean;
  /** for the queue that holds personal data */
  key?: IKey;
};

/** Attempts before a message is put aside: with the visibility of six timeouts they span a throttled quarter of an hour. */
const maxReceiveCount = 5;

/**
 * A queue with dead letters behind it and an alarm on the first of them.
 * @param name its id is `{name}Queue`, that of the dead letters `{name}DeadLetters`
 * @param visibility how long a message in work stays hidden
 */
export function queue(scope: Construct, name: QueueName, visibility: Duration, props: QueueProps): Queue {
  return named(
    new Queue(scope, `${name}Queue`, {
      ...encryption(props.key),
      ...(props.fifo
        ? {
            fifo: true,
            contentBasedDeduplication: false,
            deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
            fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
          }
        : {}),
      enforceSSL: true,
      visibilityTimeout: visibility,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters(scope, name, props), maxReceiveCount },
    }),
    `${name}Queue`,
  );
}

/** Where what could not be done waits for a person, as long as SQS allows, with an alarm on the first message. */
export function deadLetters(scope: Construct, name: string, { watch, impact, fifo, key }: QueueProps): Queue {
  const id = `${name}DeadLetters`;
  const letters = named(
    new Queue(scope, id, {
      ...encryption(key),
      ...(fifo ? { fifo } : {}),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    }),
    id,
  );
  Validations.of(letters).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'These are the dead letters.' });
  new Alarm(letters, id, {
    watch,
    impact,
    metric: letters.metricApproximateNumberOfMessagesVisible({ period: everyMinute, statistic: 'max' }),
    threshold: 1,
  });
  return letters;
}

/**
 * Most queues hold ids and no personal data: the encryption that SQS brings along is enough there and free of charge, a key
 * of our own is billed for every poller and five minutes. The one queue that holds more is given the key.
 */
function encryption(key?: IKey) {
  return key
    ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key, dataKeyReuse: Duration.hours(1) }
    : { encryption: QueueEncryption.SQS_MANAGED };
}
