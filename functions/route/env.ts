import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const RouteEnv = CommonEnv.extend({ TURN_QUEUE: z.url() });
export const TurnEnv = CommonEnv;
export const NotifyEnv = CommonEnv.extend({
  CONFIGURATION_SET: z.string(),
  SENDER: z.string(),
  PUBLIC_URL: z.url(),
  LINK_SECRET: z.string(),
});
export const CrmEnv = CommonEnv.extend({ CONNECTOR_KEYS: z.string() });
export const OwnerPageEnv = CommonEnv.extend({
  PUBLIC_URL: z.url(),
  LINK_SECRET: z.string(),
  RAW_BUCKET: z.string(),
});
export const StaffApiEnv = CommonEnv.extend({ RAW_BUCKET: z.string() });
export const ConsoleEnv = CommonEnv.extend({ LINK_SECRET: z.string() });
export const AuthoriseEnv = CommonEnv.extend({ ISSUER: z.url(), AUDIENCE: z.string() });
export const SignInEnv = CommonEnv.extend({
  ISSUER: z.url(),
  AUDIENCE: z.string(),
  PUBLIC_URL: z.url(),
  LINK_SECRET: z.string(),
});
