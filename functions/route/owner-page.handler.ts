import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { OwnerPageEnv } from './env.ts';
import { ownerList } from './owner-list.ts';
import { ownerPage } from './owner-page.ts';

const env = OwnerPageEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  absences: dynamoAbsences({ table: env.TABLE }),
  people: dynamoPeople({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  secret: secretText(env.LINK_SECRET),
  raw: s3Objects(env.RAW_BUCKET),
  publicUrl: env.PUBLIC_URL,
};

export const handler = httpHandler((request) =>
  request.path.startsWith('/v1/owner/')
    ? ownerList(ports, request, systemClock())
    : ownerPage(ports, request, systemClock()),
);
