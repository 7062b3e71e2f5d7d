import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { RouteEnv } from './env.ts';
import { routeLead } from './route-lead.ts';

const env = RouteEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  turns: sqsQueue(env.TURN_QUEUE),
};

export const handler = queueHandler(EventPointer, (pointer) => routeLead(ports, pointer));
