import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';

/** SQS and S3 on a loopback port, for the tests of one file. */
export async function startServices(): Promise<{ server: FauxqsServer; sqs: SQSClient; s3: S3Client }> {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const place = {
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return { server, sqs: new SQSClient(place), s3: new S3Client({ ...place, forcePathStyle: true }) };
}
