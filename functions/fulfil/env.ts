import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const FulfilEnv = CommonEnv.extend({
  TEMPLATES_BUCKET: z.string(),
  CONFIGURATION_SET: z.string(),
  SENDER: z.string(),
  LINK_SECRET: z.string(),
  FOLLOWED_CONFIGURATION_SET: z.string(),
  PUBLIC_URL: z.url(),
});
export const MailEventsEnv = CommonEnv.extend({ PUBLIC_URL: z.url() });
