import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { SweepEnv } from './env.ts';
import { sweep } from './sweep.ts';

const env = SweepEnv.parse(process.env);
const store = dynamoLeadStore({ table: env.TABLE });
const queue = sqsQueue(env.DUE_QUEUE);

/** Each minute: which leads have a step due? */
export const handler = () => sweep({ store, queue, now: systemClock });
