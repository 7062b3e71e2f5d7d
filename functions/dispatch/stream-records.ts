import * as z from 'zod';

const Image = z.record(
  z.string(),
  z.object({ S: z.string(), N: z.string(), B: z.union([z.string(), z.instanceof(Uint8Array)]) }).partial(),
);

/** A batch of the table's stream, as far as it is looked at. */
export const StreamRecords = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: Image.optional(),
        OldImage: Image.optional(),
      }),
    }),
  ),
});
