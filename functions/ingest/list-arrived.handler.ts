import { s3ListFiles } from '../../shared/adapters/aws/s3-list-files.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { sqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { AgentsDocument } from '../../shared/rules/agents.ts';
import { beginDropped } from './begin-list.ts';
import { ListRowsEnv } from './env.ts';
import { ListMessage } from './list-message.ts';
import { intakeSchemas } from './rules-asked.ts';
import { takeList } from './take-list.ts';

/** Of the function's 300 seconds; a list that takes longer is handed on. */
const WORKING_MS = 270_000;

/** Lists of customers name their owners. */
const schemas = { ...intakeSchemas, agents: AgentsDocument };
const env = ListRowsEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas }),
  lists: dynamoListImports({ table: env.TABLE }),
  files: s3ListFiles(env.RAW_BUCKET),
  objects: s3Objects(env.RAW_BUCKET),
  queue: sqsQueue(env.LISTS_QUEUE),
  now: systemClock,
};

export const handler = queueHandler(ListMessage, async (message) => {
  const began = performance.now();
  if ('importId' in message)
    return takeList(ports, message.importId, () => WORKING_MS - (performance.now() - began));
  const importId = await beginDropped(ports, message.detail.object.key);
  if (importId) await ports.queue.send([{ body: { importId } }]);
});
