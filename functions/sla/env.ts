import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const SweepEnv = CommonEnv.extend({ DUE_QUEUE: z.url(), NOTIFY_QUEUE: z.url() });
export const DueEnv = CommonEnv;
