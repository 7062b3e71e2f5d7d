import * as z from 'zod';

/** A list that was uploaded or is not done yet; or what the bucket tells of a file that was dropped into it. */
export const ListMessage = z.union([
  z.object({ importId: z.string() }),
  z.object({ source: z.literal('aws.s3'), detail: z.object({ object: z.object({ key: z.string() }) }) }),
]);
