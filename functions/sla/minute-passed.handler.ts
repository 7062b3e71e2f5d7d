import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoNotices } from '../../shared/adapters/dynamodb/notices.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { SweepEnv } from './env.ts';
import { sweep } from './sweep.ts';

const env = SweepEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  notices: dynamoNotices({ table: env.TABLE }),
  leads: sqsQueue(env.DUE_QUEUE),
  readers: sqsQueue(env.NOTIFY_QUEUE),
  now: systemClock,
};

/** Each minute: which leads have a step due, and who is to be told what has come together? */
export const handler = () => sweep(ports);
