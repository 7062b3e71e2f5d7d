import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const IngestFormEnv = CommonEnv.extend({ RAW_BUCKET: z.string() });
export const IngestHookEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), HOOK_KEYS: z.string() });
export const IngestMailEnv = CommonEnv.extend({
  RAW_BUCKET: z.string(),
  LINK_SECRET: z.string(),
  SENDER: z.string(),
});
export const BehaviourEnv = CommonEnv;
export const AboutEnv = CommonEnv;
