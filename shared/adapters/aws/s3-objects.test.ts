import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { s3Objects } from './s3-objects.ts';

const s3 = mockClient(S3Client);
const objects = s3Objects('raw', { client: new S3Client({ region: 'eu-central-1' }) });
const answer = (name: string, httpStatusCode: number) =>
  new S3ServiceException({
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });

beforeEach(() => s3.reset());

it.each([
  ['SlowDown', answer('SlowDown', 503), 'objects-unavailable', true],
  ['TooManyRequests', answer('TooManyRequests', 429), 'objects-unavailable', true],
  ['InternalError', answer('InternalError', 500), 'objects-unavailable', true],
  ['a lost connection', new Error('ECONNRESET'), 'objects-unavailable', true],
  ['AccessDenied', answer('AccessDenied', 403), 'objects-refused', false],
  ['NoSuchBucket', answer('NoSuchBucket', 404), 'objects-refused', false],
])('answers %s of the bucket with a fault', async (_, error, code, retryable) => {
  s3.on(PutObjectCommand).rejects(error);
  s3.on(GetObjectCommand).rejects(error);
  s3.on(ListObjectsV2Command).rejects(error);
  const fault = { name: 'Fault', code, retryable };
  await expect(objects.put('mail/1', 'x', 'text/plain')).rejects.toMatchObject(fault);
  await expect(objects.get('mail/1')).rejects.toMatchObject(fault);
  await expect(objects.list('mail/')).rejects.toMatchObject(fault);
});
