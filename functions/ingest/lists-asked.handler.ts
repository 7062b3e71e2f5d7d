import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerLists } from './answer-lists.ts';
import { ListsAskedEnv } from './env.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = ListsAskedEnv.parse(process.env);
const ports = {
  lists: dynamoListImports({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  objects: s3Objects(env.RAW_BUCKET),
  queue: sqsQueue(env.LISTS_QUEUE),
  secret: secretText(env.LINK_SECRET),
  now: systemClock,
};

export const handler = httpHandler((request) => answerLists(ports, request));
