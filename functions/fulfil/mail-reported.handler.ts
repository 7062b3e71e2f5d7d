import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { MailEventsEnv } from './env.ts';
import { MailReport, settleMail } from './settle-mail.ts';

const env = MailEventsEnv.parse(process.env);
const table = env.TABLE;
const ports = {
  store: dynamoLeadStore({ table }),
  rules: dynamoActiveRules({ table, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  claims: dynamoClaims({ table }),
  publicUrl: env.PUBLIC_URL,
};

export const handler = queueHandler(MailReport, (report) => settleMail(ports, report, systemClock()));
