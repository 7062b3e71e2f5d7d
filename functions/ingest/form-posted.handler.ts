import { signedPut } from '../../shared/adapters/aws/signed-put.ts';
import { signedSecret } from '../../shared/adapters/aws/signed-secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerForm } from './answer-form.ts';
import { IngestFormEnv } from './env.ts';
import { repeatedTexts } from './repeated-text.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = IngestFormEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  limit: dynamoRateLimit({ table: env.TABLE }),
  raw: signedPut(env.RAW_BUCKET),
  now: systemClock,
  hashKey: env.TABLE,
  secret: signedSecret(env.LINK_SECRET),
  heard: repeatedTexts(),
};

export const handler = httpHandler((request) => answerForm(ports, request));
