import { GetObjectCommand, HeadObjectCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../domain/faults.ts';
import type { ListFiles } from '../../ports/list-files.ts';

let shared: S3Client | undefined;

/**
 * The lists of one bucket, read a part at a time.
 * @throws Fault `list-unavailable` (retryable)
 */
export function s3ListFiles(Bucket: string, options: { client?: S3Client } = {}): ListFiles {
  shared ??= new S3Client({ maxAttempts: 3 });
  const { client = shared } = options;
  return {
    about: async (Key) => {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket, Key }));
        const { ContentLength = 0, ETag = '', LastModified = new Date(0), Metadata = {} } = found;
        return { size: ContentLength, tag: ETag, at: LastModified.toISOString(), metadata: Metadata };
      } catch (error) {
        return error instanceof NotFound ? null : fail(error);
      }
    },
    part: async (Key, from, length) => {
      const Range = `bytes=${from}-${from + length - 1}`;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range })).catch(fail);
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
  };
}

function fail(cause: unknown): never {
  throw new Fault('list-unavailable', { retryable: true, cause });
}
