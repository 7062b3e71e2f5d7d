import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { sesMailer } from '../../shared/adapters/aws/ses-mailer.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { FulfilEnv } from './env.ts';
import { mailFor } from './mail-for.ts';
import { templateFiles } from './template-files.ts';

const env = FulfilEnv.parse(process.env);
const table = env.TABLE;
const ttlSeconds = env.RULES_TTL_SECONDS;
const objects = s3Objects(env.TEMPLATES_BUCKET);
const ports = {
  store: dynamoLeadStore({ table }),
  rules: dynamoActiveRules({ table, ttlSeconds, now: systemClock }),
  claims: dynamoClaims({ table }),
  rates: dynamoRateLimit({ table }),
  mailer: sesMailer(env.CONFIGURATION_SET, { followedSet: env.FOLLOWED_CONFIGURATION_SET }),
  objects,
  templates: templateFiles({ objects, ttlSeconds, now: systemClock }),
  sender: env.SENDER,
  secret: secretText(env.LINK_SECRET),
  publicUrl: env.PUBLIC_URL,
};

export const handler = queueHandler(EventPointer, (event) => mailFor(event)(ports, event, systemClock()));
