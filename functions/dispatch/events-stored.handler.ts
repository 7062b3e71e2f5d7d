import { eventBus } from '../../shared/adapters/aws/event-bus.ts';
import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { storedChange } from '../../shared/adapters/dynamodb/images.ts';
import { log } from '../../shared/observe/log.ts';
import { DispatchEnv } from './env.ts';
import { passOn } from './pass-on.ts';
import { StreamRecords } from './stream-records.ts';

const env = DispatchEnv.parse(process.env);
const outlets = {
  queues: {
    score: sqsQueue(env.SCORE_QUEUE),
    recognise: sqsQueue(env.RECOGNISE_QUEUE),
    fulfil: sqsQueue(env.FULFIL_QUEUE),
    route: sqsQueue(env.ROUTE_QUEUE),
    notify: sqsQueue(env.NOTIFY_QUEUE),
    erase: sqsQueue(env.ERASE_QUEUE),
  },
  analysis: sqsQueue(env.ANALYSIS_QUEUE),
  bus: eventBus(env.BUS),
};

/** Throws where a record cannot be read or passed on: the stream then halves the batch until the record stands alone. */
export async function handler(event: unknown): Promise<void> {
  const { Records: records } = StreamRecords.parse(event);
  try {
    const changes = records.map((record) => storedChange(record.dynamodb));
    await passOn(
      changes.filter((change) => change !== null),
      outlets,
    );
  } catch (cause) {
    log.error(
      'record-failed',
      { sequenceNumber: records[0]?.dynamodb.SequenceNumber, records: records.length },
      cause,
    );
    throw cause;
  }
}
