import { createHash } from 'node:crypto';

/** Where a resource of the template lives: what Ref and GetAtt answer. */
export interface Address {
  readonly ref: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Place {
  readonly region: string;
  readonly account: string;
  /** Front door for AWS calls, `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** The HTTP API as people see it. */
  readonly publicUrl: string;
}

export interface Named {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** A property of the resource with its intrinsics resolved, when it is a string. */
  property(name: string): string | undefined;
}

type AddressRule = (resource: Named, place: Place) => Address;

const arn = (service: string, resource: string, { region, account }: Place): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** The given name, or one made of the logical id the way CloudFormation does, but the same at every start. */
const nameOf = (resource: Named, property: string): string =>
  resource.property(property) ?? `${resource.stack}-${resource.logicalId}`;

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

const simple =
  (service: string, property: string, prefix: string, ref: 'name' | 'arn' = 'name'): AddressRule =>
  (resource, place) => {
    const name = nameOf(resource, property);
    const address = arn(service, `${prefix}${name}`, place);
    return { ref: ref === 'arn' ? address : name, arn: address, attributes: { Arn: address } };
  };

const table: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'TableName');
  const address = arn('dynamodb', `table/${name}`, place);
  const attributes = { Arn: address, StreamArn: `${address}/stream/local`, TableId: shortHash(name) };
  return { ref: name, arn: address, attributes };
};

const bucket: AddressRule = (resource) => {
  const name = (
    resource.property('BucketName') ??
    `${resource.stack}-${resource.logicalId}`.slice(0, 50) +
      `-${shortHash(`${resource.stack}${resource.logicalId}`)}`
  ).toLowerCase();
  const domain = `${name}.s3.amazonaws.com`;
  const attributes = { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain };
  return { ref: name, arn: attributes.Arn, attributes };
};

const queue: AddressRule = (resource, place) => {
  const ending = resource.property('FifoQueue') === 'true' ? '.fifo' : '';
  const name = resource.property('QueueName') ?? `${resource.stack}-${resource.logicalId}${ending}`;
  const url = `${place.endpoint}/${place.account}/${name}`;
  const address = arn('sqs', name, place);
  return { ref: url, arn: address, attributes: { Arn: address, QueueName: name, QueueUrl: url } };
};

const api: AddressRule = (resource, place) => {
  const id = shortHash(`${resource.stack}${resource.logicalId}`);
  const address = `arn:aws:apigateway:${place.region}::/apis/${id}`;
  return { ref: id, arn: address, attributes: { ApiId: id, ApiEndpoint: place.publicUrl } };
};

const userPool: AddressRule = (resource, place) => {
  const id = `${place.region}_${shortHash(`${resource.stack}${resource.logicalId}`)}`;
  const address = arn('cognito-idp', `userpool/${id}`, place);
  // the local issuer (services/issuer) signs in the pool's place
  const issuer = `${place.publicUrl}/_local/issuer`;
  const attributes = { Arn: address, ProviderURL: issuer, ProviderName: issuer, UserPoolId: id };
  return { ref: id, arn: address, attributes };
};

const key: AddressRule = (resource, place) => {
  const id = shortHash(`${resource.stack}${resource.logicalId}`);
  const address = arn('kms', `key/${id}`, place);
  return { ref: id, arn: address, attributes: { Arn: address, KeyId: id } };
};

const topic: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'TopicName');
  const address = arn('sns', name, place);
  return { ref: address, arn: address, attributes: { TopicArn: address, TopicName: name } };
};

const secret: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'Name');
  const address = arn('secretsmanager', `secret:${name}-${shortHash(name).slice(0, 6)}`, place);
  return { ref: address, arn: address, attributes: { Id: address } };
};

const parameter: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'Name');
  const address = arn('ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`, place);
  return { ref: name, arn: address, attributes: { Value: resource.property('Value') ?? '' } };
};

const bus: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'Name');
  const address = arn('events', `event-bus/${name}`, place);
  return { ref: name, arn: address, attributes: { Arn: address, Name: name } };
};

const rule: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'Name');
  const named = resource.property('EventBusName');
  const path = named && named !== 'default' ? `${named.split('/').at(-1)}/${name}` : name;
  const address = arn('events', `rule/${path}`, place);
  return { ref: name, arn: address, attributes: { Arn: address } };
};

/** Resources that only have a name to refer to; GetAtt on them fails with the attribute's name. */
const bare: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'Name');
  const service = resource.type.split('::')[1]?.toLowerCase() ?? 'local';
  return { ref: name, arn: arn(service, name, place), attributes: {} };
};

const role: AddressRule = (resource, place) => {
  const name = nameOf(resource, 'RoleName');
  const address = `arn:aws:iam::${place.account}:role/${name}`;
  return { ref: name, arn: address, attributes: { Arn: address, RoleId: shortHash(name) } };
};

/** A version or an alias: the function with one more part; `Ref` is the whole ARN. */
const qualified =
  (qualifier: (resource: Named) => string): AddressRule =>
  (resource, place) => {
    const name = unqualified(resource.property('FunctionName') ?? '')
      .split(':')
      .at(-1);
    const address = arn('lambda', `function:${name}:${qualifier(resource)}`, place);
    return { ref: address, arn: address, attributes: { FunctionArn: address, Version: 'local' } };
  };

/** The name or ARN of a function without version or alias, of which there is one each here; anything else as it is. */
export function unqualified(target: string): string {
  if (target.startsWith('arn:aws:lambda:')) return target.split(':').slice(0, 7).join(':');
  return target.startsWith('arn:') ? target : (target.split(':')[0] ?? '');
}

/** GetAtt gives the streams of the group, which is what permissions are about. */
const logGroup: AddressRule = (resource, place) => {
  const address = simple('logs', 'LogGroupName', 'log-group:')(resource, place);
  return { ...address, attributes: { Arn: `${address.arn}:*` } };
};

const rules: Readonly<Record<string, AddressRule>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': bucket,
  'AWS::SQS::Queue': queue,
  'AWS::Lambda::Function': simple('lambda', 'FunctionName', 'function:'),
  'AWS::Lambda::Version': qualified(() => 'local'),
  'AWS::Lambda::Alias': qualified((alias) => nameOf(alias, 'Name')),
  'AWS::IAM::Role': role,
  'AWS::KMS::Key': key,
  'AWS::Events::EventBus': bus,
  'AWS::Events::Rule': rule,
  'AWS::Scheduler::Schedule': simple('scheduler', 'Name', 'schedule/default/'),
  'AWS::SNS::Topic': topic,
  'AWS::SecretsManager::Secret': secret,
  'AWS::SSM::Parameter': parameter,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::ApiGatewayV2::Api': api,
  'AWS::Cognito::UserPool': userPool,
  'AWS::CloudWatch::Alarm': simple('cloudwatch', 'AlarmName', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': simple('cloudwatch', 'AlarmName', 'alarm:'),
  'AWS::CloudWatch::Dashboard': simple('cloudwatch', 'DashboardName', 'dashboard/'),
  'AWS::Athena::WorkGroup': simple('athena', 'Name', 'workgroup/'),
  'AWS::SES::EmailIdentity': simple('ses', 'EmailIdentity', 'identity/'),
  'AWS::SES::ReceiptRuleSet': simple('ses', 'RuleSetName', 'receipt-rule-set/'),
};

/** What Ref and GetAtt of one resource give on this machine. */
export function addressOf(resource: Named, place: Place): Address {
  return (rules[resource.type] ?? bare)(resource, place);
}
