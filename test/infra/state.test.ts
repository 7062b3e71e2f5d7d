import { describe, expect, it } from 'vitest';
import { connectionName, table } from '../../shared/wiring.ts';
import { ofType, refersTo, synthesised } from './synthesis.ts';

const resources = synthesised('prod');
const one = (id: string) => {
  const found = resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('what is stored about people', () => {
  it('keeps the ids of all that would be lost if it were made anew', () => {
    const stateful = [
      'AWS::KMS::Key',
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolClient',
      'AWS::SES::EmailIdentity',
      'AWS::ApiGatewayV2::Api',
    ];
    expect(
      resources
        .filter(({ Type }) => stateful.includes(Type))
        .map(({ stack, id }) => `${stack}/${id}`)
        .sort(),
    ).toEqual([
      'intake/Api',
      'intake/StaffClient',
      'intake/StaffPool',
      'mail/MailDomain',
      'state/Archive',
      'state/ConnectorKeys',
      'state/HookKeys',
      'state/Key',
      'state/LinkSecret',
      'state/Raw',
      'state/Reports',
      'state/RuleArchive',
      'state/Table',
      'state/Templates',
    ]);
  });

  it('outlives its stack in production and only there', () => {
    const kept = ['Key', 'Table', 'Raw', 'Reports', 'Templates', 'RuleArchive', 'LinkSecret', 'StaffPool'];
    expect(kept.map((id) => one(id).DeletionPolicy)).toEqual(kept.map(() => 'Retain'));
    expect(one('Table').Properties.DeletionProtectionEnabled).toBe(true);
    expect(one('StaffPool').Properties.DeletionProtection).toBe('ACTIVE');
    const elsewhere = synthesised('local').find(({ id }) => id === 'Table');
    expect(elsewhere?.DeletionPolicy).toBe('Delete');
    expect(elsewhere?.Properties.DeletionProtectionEnabled).toBe(false);
  });

  it('lies in a table that can be put back to any second and that forgets by itself what has had its time', () => {
    const { Properties } = one('Table');
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(refersTo(Properties.SSESpecification.KMSMasterKeyId)).toBe('Key');
    expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: table.timeToLive, Enabled: true });
    expect(Properties.StreamSpecification).toMatchObject({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
  });

  it('is found by indexes that hold keys only', () => {
    const indexes: { IndexName: string; Projection: unknown }[] =
      one('Table').Properties.GlobalSecondaryIndexes;
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(
      Object.values(table.indexes).map(({ name }) => name),
    );
    for (const { Projection } of indexes) expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
  });

  it('is under a key that turns every year', () => {
    expect(one('Key').Properties.EnableKeyRotation).toBe(true);
    expect(refersTo(one('LinkSecret').Properties.KmsKeyId)).toBe('Key');
  });

  it.each(ofType(resources, 'AWS::S3::Bucket').map(({ id }) => id))('is closed in the bucket %s', (id) => {
    const { Properties } = one(id);
    expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(refersTo(rule.ServerSideEncryptionByDefault.KMSMasterKeyID)).toBe('Key');
    expect(rule.BucketKeyEnabled).toBe(true);
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    const policy = ofType(resources, 'AWS::S3::BucketPolicy').find(
      (it) => refersTo(it.Properties.Bucket) === id,
    );
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  it('leaves no erased version behind for more than a month', () => {
    for (const id of ['Raw', 'Reports'])
      expect(one(id).Properties.LifecycleConfiguration.Rules).toContainEqual({
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        Status: 'Enabled',
      });
  });
});

describe('the rules of the demo company', () => {
  const parameters = ofType(resources, 'AWS::SSM::Parameter').filter(
    ({ Properties }) => Properties.Name !== connectionName('prod'),
  );

  it('are parameters of the stage that an administrator can read', () => {
    expect(parameters.map(({ Properties }) => Properties.Name)).toEqual(
      expect.arrayContaining(['/leitwerk/prod/rules/scoring', '/leitwerk/prod/directory/pools']),
    );
    for (const { Properties } of parameters) {
      expect(Properties.Name).toMatch(/^\/leitwerk\/prod\/(rules|directory)\/[a-z/-]+$/);
      expect(JSON.parse(Properties.Value)).toBeTypeOf('object');
    }
  });

  it('cost nothing as long as they fit into four kilobytes', () => {
    for (const { Properties } of parameters)
      expect(Properties.Tier).toBe(Buffer.byteLength(Properties.Value) > 4096 ? 'Advanced' : 'Standard');
  });
});

it('tells the command line where the system is once something listens to changed parameters', () => {
  const connection = ofType(resources, 'AWS::SSM::Parameter').find(
    ({ Properties }) => Properties.Name === connectionName('prod'),
  );
  const text = JSON.stringify(connection?.Properties.Value);
  for (const name of [
    'stage',
    'table',
    'rawBucket',
    'reportsBucket',
    'rulesBucket',
    'templatesBucket',
    'apiUrl',
  ])
    expect(text).toContain(`\\"${name}\\":`);
  expect(connection?.DependsOn).toContain('ParameterChanged');
  const { EventPattern } = one('ParameterChanged').Properties;
  expect(EventPattern.detail.name).toContain(connectionName('prod'));
});
