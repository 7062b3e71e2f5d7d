import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { answerClick } from './answer-click.ts';
import { answerEvents } from './answer-events.ts';
import { answerSegments } from './answer-segments.ts';
import { BehaviourEnv } from './env.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = BehaviourEnv.parse(process.env);
const table = env.TABLE;
const ports = {
  store: dynamoLeadStore({ table }),
  rules: dynamoRules({ table, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  limit: dynamoRateLimit({ table }),
  visits: dynamoVisits({ table }),
  now: systemClock,
  hashKey: table,
  secret: secretText(env.LINK_SECRET),
};

export const handler = httpHandler((request) => {
  if (request.path === '/v1/events') return answerEvents(ports, request);
  return request.path === '/v1/segments' ? answerSegments(ports, request) : answerClick(ports, request);
});
