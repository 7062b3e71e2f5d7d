import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { Fault } from '../../domain/faults.ts';

let shared: S3Client | undefined;

/**
 * Removes objects of a bucket with all their versions, so that none can be brought back. Nothing happens where there is none.
 * @throws Fault `objects-unavailable` (retryable)
 */
export function s3Removal(
  Bucket: string,
  options: { client?: S3Client } = {},
): (key: string) => Promise<void> {
  shared ??= new S3Client({ maxAttempts: 3 });
  const { client = shared } = options;
  return async (Key) => {
    let after: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (after) {
      const page: ListObjectVersionsCommandOutput = await client
        .send(new ListObjectVersionsCommand({ Bucket, Prefix: Key, ...after }))
        .catch(unavailable);
      const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      for (const { Key: key, VersionId } of found)
        if (key === Key)
          await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId })).catch(unavailable);
      after = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
  };
}

function unavailable(cause: unknown): never {
  throw new Fault('objects-unavailable', { retryable: true, cause });
}
