import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { RecogniseEnv } from './env.ts';
import { recognise } from './recognise.ts';

const env = RecogniseEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS }),
  people: dynamoPeople({ table: env.TABLE }),
  now: systemClock,
};

/** A lead is new, or something new is known of its person: is it somebody who is known already? */
export const handler = queueHandler(EventPointer, (pointer) => recognise(ports, pointer));
