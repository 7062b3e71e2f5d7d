import * as z from 'zod';

/** What `GET /v1/health` answers. */
export const Health = z
  .object({ status: z.literal('ok'), version: z.string(), stage: z.string(), time: z.iso.datetime() })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;
