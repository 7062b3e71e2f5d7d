import { athenaAnalysis } from '../../shared/adapters/aws/athena-analysis.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { sesMailer } from '../../shared/adapters/aws/ses-mailer.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { ReportEnv } from './env.ts';
import { reportDay } from './report-day.ts';

const env = ReportEnv.parse(process.env);
const ports = {
  store: dynamoLeadStore({ table: env.TABLE }),
  raw: s3Objects(env.RAW_BUCKET),
  objects: s3Objects(env.REPORTS_BUCKET),
  rules: dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock }),
  analysis: athenaAnalysis({
    workgroup: env.ATHENA_WORKGROUP,
    database: env.ATHENA_DATABASE,
    output: env.ATHENA_OUTPUT,
    // The function has five minutes; the queries run side by side.
    patienceSeconds: 240,
  }),
  claims: dynamoClaims({ table: env.TABLE }),
  mailer: sesMailer(env.CONFIGURATION_SET),
  sender: env.SENDER,
  now: systemClock,
};

/** The day has ended: audit it, write its reports and send the regular ones. Or somebody asks for a day. */
export const handler = (event: unknown) => reportDay(ports, event);
