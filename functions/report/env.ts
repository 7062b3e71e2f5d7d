import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const AnalyseEnv = CommonEnv.extend({ REPORTS_BUCKET: z.string() });
export const ReportEnv = CommonEnv.extend({
  RAW_BUCKET: z.string(),
  REPORTS_BUCKET: z.string(),
  ATHENA_WORKGROUP: z.string(),
  ATHENA_DATABASE: z.string(),
  ATHENA_OUTPUT: z.string().startsWith('s3://'),
  CONFIGURATION_SET: z.string(),
  SENDER: z.string(),
});
