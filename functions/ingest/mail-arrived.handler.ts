import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRules } from '../../shared/adapters/dynamodb/some-rules.ts';
import { log } from '../../shared/observe/log.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { queueHandler } from '../../shared/queue/handle-batch.ts';
import { IngestMailEnv } from './env.ts';
import { MailNotice } from './mail-notice.ts';
import { receiveMail } from './receive-mail.ts';
import { intakeSchemas } from './rules-asked.ts';

const env = IngestMailEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  rules: dynamoRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, schemas: intakeSchemas }),
  objects: s3Objects(env.RAW_BUCKET),
  secret: secretText(env.LINK_SECRET),
  now: systemClock,
  sender: env.SENDER,
};

export const handler = queueHandler(MailNotice, async ({ Message: notice }) => {
  if (!notice) return;
  const { outcome, inquiryId, leadId, reason } = await receiveMail(ports, notice, notice.mail.messageId);
  log.info('mail-taken', { outcome, inquiryId, leadId, reason });
});
