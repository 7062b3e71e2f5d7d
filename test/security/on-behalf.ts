import type { RuntimeModel } from '../../infra/local/template/model.ts';
import type { Right } from './least-privilege.ts';

interface OnBehalf {
  readonly because: string;
  /** @param calls what the functions did themselves */
  uses(model: RuntimeModel, calls: readonly Right[]): Right[];
}

/**
 * What AWS services do with a function's role without a call of the function: no front door records it, but without
 * the permission nothing works. Each entry follows from a call or from the wiring, so that a permission is in use only
 * where its cause is there.
 */
export const onBehalf: readonly OnBehalf[] = [
  {
    because: 'Lambda writes what a function logs into the log group of the function.',
    uses: (model) =>
      model.functions.flatMap(({ name }) =>
        rights(name, ['logs:CreateLogStream', 'logs:PutLogEvents'], `${logGroupOf(model, name)}:*`),
      ),
  },
  {
    because: 'Lambda sends the traces of a function that is traced; traces belong to no resource.',
    uses: (model) =>
      model
        .resources('AWS::Lambda::Function')
        .filter(({ properties }) => at(properties, 'TracingConfig', 'Mode') === 'Active')
        .flatMap(({ logicalId }) =>
          rights(logicalId, ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
        ),
  },
  {
    because: 'Lambda polls the queue of a function as the function.',
    uses: (model) =>
      sources(model, 'queue').flatMap(({ caller, sourceArn }) => [
        ...rights(caller, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], sourceArn),
        ...(hasOwnKey(model, sourceArn) ? keyUse(model, caller, 'sqs', ['Decrypt']) : []),
      ]),
  },
  {
    because: 'Lambda reads the stream of the table, which lies under the customer key, as the function.',
    uses: (model) =>
      sources(model, 'stream').flatMap(({ caller, sourceArn }) => [
        ...rights(
          caller,
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          sourceArn,
        ),
        ...rights(caller, ['dynamodb:ListStreams'], sourceArn.replace(/[^/]+$/, '*')),
        ...keyUse(model, caller, 'dynamodb', ['Decrypt']),
      ]),
  },
  {
    because: 'Lambda puts aside what a function failed at, as the function.',
    uses: (model) => [
      ...model.functions.flatMap(({ name, asyncFailureArn }) =>
        asyncFailureArn ? rights(name, ['sqs:SendMessage'], asyncFailureArn) : [],
      ),
      ...model.mappings.flatMap((mapping) =>
        mapping.kind === 'stream' && mapping.failureArn
          ? rights(callerOf(model, mapping.functionArn), ['sqs:SendMessage'], mapping.failureArn)
          : [],
      ),
    ],
  },
  {
    because:
      'DynamoDB uses the key of the table as its caller: for reading, and for writing also to encrypt.',
    uses: (model, calls) =>
      calls
        .filter(({ action }) => action.startsWith('dynamodb:'))
        .flatMap(({ caller, action }) => [
          ...keyUse(model, caller, 'dynamodb', ['Decrypt', 'DescribeKey']),
          ...(/Get|Query/.test(action)
            ? []
            : keyUse(model, caller, 'dynamodb', ['Encrypt', 'GenerateDataKey'])),
        ]),
  },
  {
    because: 'S3 uses the key of a bucket as its caller.',
    uses: (model, calls) => [
      ...by(calls, 's3:GetObject', ({ caller }) => keyUse(model, caller, 's3', ['Decrypt'])),
      ...by(calls, 's3:PutObject', ({ caller }) => keyUse(model, caller, 's3', ['GenerateDataKey'])),
    ],
  },
  {
    because:
      'S3 tells only those who may list a bucket that an object is missing; others are told `forbidden`.',
    uses: (_model, calls) =>
      by(calls, 's3:GetObject', ({ caller, resource }) =>
        rights(caller, ['s3:ListBucket'], resource.split('/')[0] ?? ''),
      ),
  },
  {
    because: 'Secrets Manager uses the key of a secret as its caller.',
    uses: (model, calls) =>
      by(calls, 'secretsmanager:GetSecretValue', ({ caller }) =>
        keyUse(model, caller, 'secretsmanager', ['Decrypt']),
      ),
  },
  {
    because:
      'Athena looks up the tables and partitions of a query in the catalogue as its caller, with all that they lie in.',
    uses: (model, calls) =>
      by(calls, 'athena:StartQueryExecution', ({ caller }) => {
        const glue = (path: string) => `arn:aws:glue:${model.region}:${model.account}:${path}`;
        const databases = model
          .resources('AWS::Glue::Database')
          .map(({ properties }) => `database/${at(properties, 'DatabaseInput', 'Name')}`);
        const tables = model
          .resources('AWS::Glue::Table')
          .map(({ properties: its }) => `table/${at(its, 'DatabaseName')}/${at(its, 'TableInput', 'Name')}`);
        const above = ['catalog', ...databases];
        return [
          ...above.flatMap((path) => rights(caller, ['glue:GetDatabase'], glue(path))),
          ...[...above, ...tables].flatMap((path) =>
            rights(caller, ['glue:GetTable', 'glue:GetPartitions'], glue(path)),
          ),
        ];
      }),
  },
  {
    because:
      'Athena reads the files of the tables and leaves the results as its caller, after it has found the bucket.',
    uses: (model, calls) =>
      by(calls, 'athena:StartQueryExecution', ({ caller }) => {
        const folders = model
          .resources('AWS::Glue::Table')
          .map(({ properties }) => at(properties, 'TableInput', 'StorageDescriptor', 'Location'));
        const results = model
          .resources('AWS::Athena::WorkGroup')
          .map(({ properties }) =>
            at(properties, 'WorkGroupConfiguration', 'ResultConfiguration', 'OutputLocation'),
          );
        const arn = (address: string) => address.replace('s3://', 'arn:aws:s3:::');
        return [
          ...[...folders, ...results].flatMap((folder) => {
            const bucket = arn(folder).split('/')[0] ?? '';
            return [
              ...rights(caller, ['s3:GetObject'], `${arn(folder)}*`),
              ...rights(caller, ['s3:GetBucketLocation', 's3:ListBucket'], bucket),
            ];
          }),
          ...results.flatMap((folder) => rights(caller, ['s3:PutObject'], `${arn(folder)}*`)),
          ...keyUse(model, caller, 's3', ['Decrypt', 'GenerateDataKey']),
        ];
      }),
  },
];

const rights = (caller: string, actions: readonly string[], resource: string): Right[] =>
  actions.map((action) => ({ caller, action, resource }));

const by = (calls: readonly Right[], action: string, follows: (call: Right) => Right[]): Right[] =>
  calls.filter((call) => call.action === action).flatMap(follows);

/** The one customer key, used by way of a service. */
const keyUse = (model: RuntimeModel, caller: string, via: string, actions: readonly string[]): Right[] =>
  model
    .resources('AWS::KMS::Key')
    .flatMap(({ arn }) => actions.map((action) => ({ caller, action: `kms:${action}`, resource: arn, via })));

const callerOf = ({ functions }: RuntimeModel, arn: string): string =>
  functions.find((one) => one.arn === arn)?.name ?? arn;

const sources = (model: RuntimeModel, kind: 'queue' | 'stream') =>
  model.mappings
    .filter((mapping) => mapping.kind === kind)
    .map(({ functionArn, sourceArn }) => ({ caller: callerOf(model, functionArn), sourceArn }));

const hasOwnKey = (model: RuntimeModel, queueArn: string): boolean =>
  model
    .resources('AWS::SQS::Queue')
    .some(({ arn, properties }) => arn === queueArn && properties.KmsMasterKeyId !== undefined);

function logGroupOf(model: RuntimeModel, name: string): string {
  const own = model.resources('AWS::Lambda::Function').find(({ logicalId }) => logicalId === name);
  const group = at(own?.properties ?? {}, 'LoggingConfig', 'LogGroup');
  return model.resources('AWS::Logs::LogGroup').find(({ ref }) => ref === group)?.arn ?? group;
}

/** The text at a path of a resource's properties; empty where there is none. */
function at(properties: Readonly<Record<string, unknown>>, ...path: string[]): string {
  const [name = '', ...more] = path;
  const value = properties[name];
  if (more.length === 0) return typeof value === 'string' ? value : '';
  return typeof value === 'object' && value !== null ? at({ ...value }, ...more) : '';
}
