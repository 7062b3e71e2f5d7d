import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { withAreas } from '../../shared/area-tables.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { log } from '../../shared/observe/log.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { ScoreEnv } from './env.ts';
import { rescoreLead } from './rescore-lead.ts';

const env = ScoreEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS }),
  visits: dynamoVisits({ table: env.TABLE }),
  withAreas: withAreas(s3Objects(env.RULES_BUCKET)),
  now: systemClock,
};

/** A lead has news: score it, and say whether it is ripe. */
export const handler = queueHandler(EventPointer, async (pointer) => {
  const { outcome, ...result } = await rescoreLead(ports, pointer);
  const lead = 'lead' in result ? result.lead : null;
  log.info('lead-scored', { outcome, leadId: pointer.leadId, score: lead?.score?.value, state: lead?.state });
});
