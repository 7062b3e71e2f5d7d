import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const ScoreEnv = CommonEnv.extend({ RULES_BUCKET: z.string() });
export const RulesEnv = CommonEnv.extend({
  RULES_BUCKET: z.string(),
  PARAMETER_PREFIX: z.string().startsWith('/'),
  CONFIGURATION_SET: z.string(),
  SENDER: z.string(),
});
