import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type LifecycleRule,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { named } from './named.ts';

export type ClosedBucketProps = {
  key: IKey;
  removalPolicy: RemovalPolicy;
  lifecycle?: LifecycleRule[];
  /** tells the default event bus of new objects */
  tells?: boolean;
  /** what is put there cannot be removed for five years, but by somebody with a permission for just that */
  locked?: boolean;
};

/** The shortest time for which the law makes one keep what lies in a locked bucket (`functions/erase/rules/kept-by-law.ts`). */
const LOCKED = ObjectLockRetention.governance(Duration.days(5 * 365));

/** A bucket that nobody outside reads, under the customer key, reached by TLS only, that forgets no version by mistake. */
export function closedBucket(
  scope: Construct,
  id: string,
  { key, removalPolicy, lifecycle, tells, locked }: ClosedBucketProps,
): Bucket {
  const bucket = named(
    new Bucket(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      // One request to the key service per bucket and while instead of one per object.
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy,
      ...(locked ? { objectLockEnabled: true, objectLockDefaultRetention: LOCKED } : {}),
      ...(lifecycle ? { lifecycleRules: lifecycle } : {}),
    }),
    id,
  );
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Only functions read and write here, and their logs name the object; a log of accesses would double the data.',
  });
  // The property of the bucket itself: the construct's own option brings a function with wide permissions along.
  const resource = bucket.node.defaultChild;
  if (tells && resource instanceof CfnBucket)
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
}
