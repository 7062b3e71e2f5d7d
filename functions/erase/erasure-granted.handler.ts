import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { s3Removal } from '../../shared/adapters/aws/s3-removal.ts';
import { dynamoErasure } from '../../shared/adapters/dynamodb/erasure.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { EraseEnv } from './env.ts';
import { erasePerson } from './erase-person.ts';

const env = EraseEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  erasure: dynamoErasure({ table: env.TABLE }),
  lists: dynamoListImports({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  remove: s3Removal(env.RAW_BUCKET),
  archive: s3Objects(env.ARCHIVE_BUCKET),
  now: systemClock,
};

export const handler = queueHandler(EventPointer, (pointer) => erasePerson(ports, pointer));
