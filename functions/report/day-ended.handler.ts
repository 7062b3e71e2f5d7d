import * as z from 'zod';
import { athenaAnalysis } from '../../shared/adapters/aws/athena-analysis.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { calendarOf } from '../../shared/rules/deadlines.ts';
import { ReportEnv } from './env.ts';
import { dayBefore, writeReport } from './write-report.ts';

const env = ReportEnv.parse(process.env);
const objects = s3Objects(env.REPORTS_BUCKET);
const rules = dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock });
const analysis = athenaAnalysis({
  workgroup: env.ATHENA_WORKGROUP,
  database: env.ATHENA_DATABASE,
  output: env.ATHENA_OUTPUT,
  // The function has five minutes; the queries run side by side.
  patienceSeconds: 240,
});

/** A day to report on, or the instant of the schedule: then the day before it. */
const Asked = z.object({ day: z.iso.date().optional(), time: z.iso.datetime().optional() });

/** The day has ended, or somebody asks for a day: write its reports. */
export const handler = async (event: unknown) => {
  const { day, time } = Asked.parse(event ?? {});
  const calendar = calendarOf((await rules.get('calendars')).document);
  const { smallestGroup } = (await rules.get('reports')).document;
  const ports = { analysis, objects, calendar, smallestGroup };
  return writeReport(ports, day ?? dayBefore(time ?? systemClock(), calendar));
};
