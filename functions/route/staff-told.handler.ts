import * as z from 'zod';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { sesMailer } from '../../shared/adapters/aws/ses-mailer.ts';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoNotices } from '../../shared/adapters/dynamodb/notices.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { EventPointer } from '../../shared/domain/events.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { TurnToTell } from '../../shared/ports/notices.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { NotifyEnv } from './env.ts';
import { tellStaff } from './tell-staff.ts';
import { tellTogether } from './tell-together.ts';

const env = NotifyEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  absences: dynamoAbsences({ table: env.TABLE }),
  claims: dynamoClaims({ table: env.TABLE }),
  notices: dynamoNotices({ table: env.TABLE }),
  mailer: sesMailer(env.CONFIGURATION_SET),
  secret: secretText(env.LINK_SECRET),
  sender: env.SENDER,
  publicUrl: env.PUBLIC_URL,
};

export const handler = queueHandler(z.union([EventPointer, TurnToTell]), (message) =>
  'reader' in message
    ? tellTogether(ports, message.reader, systemClock())
    : tellStaff(ports, message, systemClock()),
);
