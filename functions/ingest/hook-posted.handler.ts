import { secretText } from '../../shared/adapters/aws/secret.ts';
import { signedPut } from '../../shared/adapters/aws/signed-put.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { httpsGet } from '../../shared/adapters/web/https-get.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerHook } from './answer-hook.ts';
import { IngestHookEnv } from './env.ts';
import { parseKeys } from './hook-keys.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = IngestHookEnv.parse(process.env);
const secret = secretText(env.HOOK_KEYS);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  limit: dynamoRateLimit({ table: env.TABLE }),
  raw: signedPut(env.RAW_BUCKET),
  now: systemClock,
  hashKey: env.TABLE,
  keys: async () => parseKeys(await secret()),
  stage: env.STAGE,
  get: httpsGet,
};

export const handler = httpHandler((request) => answerHook(ports, request));
