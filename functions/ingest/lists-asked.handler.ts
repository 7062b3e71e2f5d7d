import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerLists } from './answer-lists.ts';
import { ListsAskedEnv } from './env.ts';

const env = ListsAskedEnv.parse(process.env);
const ports = {
  lists: dynamoListImports({ table: env.TABLE }),
  objects: s3Objects(env.RAW_BUCKET),
  queue: sqsQueue(env.LISTS_QUEUE),
  secret: secretText(env.LINK_SECRET),
  now: systemClock,
};

export const handler = httpHandler((request) => answerLists(ports, request));
