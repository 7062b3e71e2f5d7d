import * as z from 'zod';
import { CommonEnv } from '../../shared/environment.ts';

export const EraseEnv = CommonEnv.extend({ RAW_BUCKET: z.string(), ARCHIVE_BUCKET: z.string() });
