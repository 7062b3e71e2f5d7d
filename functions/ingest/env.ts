import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const IngestFormEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), LINK_SECRET: z.string() });
export const IngestHookEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), HOOK_KEYS: z.string() });
export const IngestMailEnv = CommonEnv.extend({
  RAW_BUCKET: z.string(),
  LINK_SECRET: z.string(),
  SENDER: z.string(),
});
export const ReviewEnv = CommonEnv.extend({
  RAW_BUCKET: z.string(),
  LINK_SECRET: z.string(),
  HOOK_KEYS: z.string(),
});
export const BehaviourEnv = CommonEnv.extend({ LINK_SECRET: z.string() });
export const RecogniseEnv = CommonEnv;
export const QuestionsEnv = CommonEnv.extend({ LINK_SECRET: z.string() });
export const PrivacyEnv = CommonEnv.extend({ LINK_SECRET: z.string() });
export const AboutEnv = CommonEnv.extend({ LINK_SECRET: z.string() });
export const ListsAskedEnv = CommonEnv.extend({
  RAW_BUCKET: z.string(),
  LISTS_QUEUE: z.url(),
  LINK_SECRET: z.string(),
});
export const ListRowsEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), LISTS_QUEUE: z.url() });
export const CaptureEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), LINK_SECRET: z.string() });
