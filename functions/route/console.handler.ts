import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { serveConsole } from './console/console.ts';
import { ConsoleEnv } from './env.ts';

const env = ConsoleEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  absences: dynamoAbsences({ table: env.TABLE }),
  people: dynamoPeople({ table: env.TABLE }),
  claims: dynamoClaims({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  secret: secretText(env.LINK_SECRET),
};

export const handler = httpHandler((request) => serveConsole(ports, request, systemClock()));
