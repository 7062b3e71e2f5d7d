import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { PrivacyEnv } from './env.ts';
import { privacyAnswer } from './privacy-page.ts';

const env = PrivacyEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  secret: secretText(env.LINK_SECRET),
  now: systemClock,
};

export const handler = httpHandler((request) => privacyAnswer(ports, request));
