import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const DispatchEnv = CommonEnv.extend({
  SCORE_QUEUE: z.url(),
  RECOGNISE_QUEUE: z.url(),
  FULFIL_QUEUE: z.url(),
  ROUTE_QUEUE: z.url(),
  NOTIFY_QUEUE: z.url(),
  ANALYSIS_QUEUE: z.url(),
  ERASE_QUEUE: z.url(),
  BUS: z.string(),
});
