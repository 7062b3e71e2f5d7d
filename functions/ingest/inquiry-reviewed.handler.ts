import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { httpsGet } from '../../shared/adapters/web/https-get.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerReview } from './answer-review.ts';
import { ReviewEnv } from './env.ts';
import { parseKeys } from './hook-keys.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = ReviewEnv.parse(process.env);
const keys = secretText(env.HOOK_KEYS);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  objects: s3Objects(env.RAW_BUCKET),
  secret: secretText(env.LINK_SECRET),
  keys: async () => parseKeys(await keys()),
  get: httpsGet,
  now: systemClock,
};

/** Somebody has looked at an inquiry that was set aside. */
export const handler = httpHandler((request) => answerReview(ports, request));
