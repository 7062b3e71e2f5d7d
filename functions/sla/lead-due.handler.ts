import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { DueMessage } from './due-message.ts';
import { DueEnv } from './env.ts';
import { takeDueSteps } from './take-due-steps.ts';

const env = DueEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  now: systemClock,
};

/** A step of a lead's clock is due: remind, escalate, give to the next owner. */
export const handler = queueHandler(DueMessage, ({ leadId }) => takeDueSteps(ports, leadId));
