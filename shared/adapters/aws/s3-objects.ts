import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Fault } from '../../domain/faults.ts';
import type { Objects } from '../../ports/objects.ts';

let shared: S3Client | undefined;

/**
 * The objects of one bucket.
 * @throws Fault `objects-unavailable` (retryable), `objects-refused` (not: no permission, no such bucket)
 */
export function s3Objects(Bucket: string, options: { client?: S3Client } = {}): Objects {
  shared ??= new S3Client({ maxAttempts: 3 });
  const { client = shared } = options;
  return {
    put: async (Key, Body, ContentType) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType })).catch(fail);
    },
    get: async (Key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        return Body ? await Body.transformToByteArray() : null;
      } catch (error) {
        return error instanceof NoSuchKey ? null : fail(error);
      }
    },
    list: async (Prefix) => {
      const found: { key: string; size: number; at: string }[] = [];
      let ContinuationToken: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken });
        const page = await client.send(command).catch(fail);
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key !== undefined)
            found.push({ key: Key, size: Size ?? 0, at: (LastModified ?? new Date(0)).toISOString() });
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      return found;
    },
  };
}

function fail(cause: unknown): never {
  const refused =
    cause instanceof S3ServiceException &&
    cause.$fault === 'client' &&
    !cause.$retryable &&
    !throttled(cause);
  if (refused) throw new Fault('objects-refused', { retryable: false, cause, detail: cause.name });
  throw new Fault('objects-unavailable', { retryable: true, cause });
}

const throttled = (error: S3ServiceException): boolean =>
  error.$metadata.httpStatusCode === 429 || error.name === 'SlowDown' || error.name === 'RequestTimeout';
