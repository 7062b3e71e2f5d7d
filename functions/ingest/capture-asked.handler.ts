import { secretText } from '../../shared/adapters/aws/secret.ts';
import { signedPut } from '../../shared/adapters/aws/signed-put.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { DefinitionDocument } from '../../shared/rules/definition.ts';
import { answerCapture } from './capture/answer-capture.ts';
import { CaptureEnv } from './env.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = CaptureEnv.parse(process.env);
const schemas = { ...intakeSchemas, definition: DefinitionDocument };
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas }),
  secret: secretText(env.LINK_SECRET),
  raw: signedPut(env.RAW_BUCKET),
  now: systemClock,
};

export const handler = httpHandler((request) => answerCapture(ports, request));
