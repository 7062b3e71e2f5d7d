import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { httpsPost } from '../../shared/adapters/web/https-post.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { CrmEnv } from './env.ts';
import { BusMessage, tellCrm } from './tell-crm.ts';

const env = CrmEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  post: httpsPost,
  secret: secretText(env.CONNECTOR_KEYS),
};

export const handler = queueHandler(BusMessage, ({ detail }) => tellCrm(ports, detail, systemClock()));
