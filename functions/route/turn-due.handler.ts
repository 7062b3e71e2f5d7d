import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { assignLead } from './assign-lead.ts';
import { TurnEnv } from './env.ts';
import { TurnMessage } from './turn-message.ts';

const env = TurnEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  absences: dynamoAbsences({ table: env.TABLE }),
  people: dynamoPeople({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
};

export const handler = queueHandler(TurnMessage, (message) => assignLead(ports, message, systemClock()), {
  fifo: true,
});
