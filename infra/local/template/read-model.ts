import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Resource } from '../contract.ts';
import type { Place } from './addresses.ts';
import type { FunctionModel, QueueModel, RuntimeModel, TableModel } from './model.ts';
import { readApis } from './read-apis.ts';
import { readMappings } from './read-mappings.ts';
import { readRules, readSchedules } from './read-rules.ts';
import { Resolver, TemplateError } from './resolve.ts';
import type { Assembly } from './templates.ts';

/** All that the templates say, with every reference resolved; an unknown one is a TemplateError that names it. */
export function readModel(assembly: Assembly, place: Place, stage: string): RuntimeModel {
  const all = readResources(assembly, place);
  const byType = Map.groupBy(all, ({ type }) => type);
  const resources = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const rules = readRules(resources);
  const functions = resources('AWS::Lambda::Function').map((resource) =>
    readFunction(resource, assembly, resources),
  );
  return {
    stage,
    region: place.region,
    account: place.account,
    all,
    resources,
    rules,
    functions,
    tables: [...resources('AWS::DynamoDB::Table'), ...resources('AWS::DynamoDB::GlobalTable')].map(readTable),
    queues: resources('AWS::SQS::Queue').map(readQueue),
    buckets: resources('AWS::S3::Bucket').map((resource) => ({ id: resource.logicalId, name: resource.ref })),
    mappings: readMappings(resources),
    schedules: readSchedules(resources, rules),
    apis: readApis(resources),
  };
}

function readResources(assembly: Assembly, place: Place): Resource[] {
  const resolver = new Resolver(assembly, place);
  const resources: Resource[] = [];
  for (const { stack, Resources } of assembly.templates) {
    for (const [logicalId, { Type, Properties, Condition }] of Object.entries(Resources)) {
      if (!resolver.exists(stack, Condition) || Type === 'AWS::CDK::Metadata') continue;
      const { ref, arn } = resolver.address(stack, logicalId);
      const properties = z.record(z.string(), z.unknown()).parse(resolver.resolve(stack, Properties));
      resources.push({ stack, logicalId, type: Type, properties, ref, arn });
    }
  }
  return resources;
}

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.record(z.string(), z.unknown())).optional(),
  LocalSecondaryIndexes: z.array(z.unknown()).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
});

function readTable(resource: Resource): TableModel {
  const { StreamSpecification, ...properties } = tableSchema.parse(resource.properties);
  const indexes = properties.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  return {
    name: resource.ref,
    streamArn: `${resource.arn}/stream/local`,
    create: {
      ...properties,
      ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}),
      TableName: resource.ref,
      BillingMode: 'PAY_PER_REQUEST',
      ...(StreamSpecification
        ? { StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType } }
        : {}),
    },
  };
}

/** CloudFormation takes numbers and booleans as text too. */
const number = z.coerce.number();
const flag = z.union([z.boolean(), z.stringbool()]).default(false);

const queueSchema = z.object({
  FifoQueue: flag,
  ContentBasedDeduplication: flag,
  DeduplicationScope: z.string().default('queue'),
  VisibilityTimeout: number.default(30),
  DelaySeconds: number.default(0),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: number }).optional(),
});

function readQueue(resource: Resource): QueueModel {
  const properties = queueSchema.parse(resource.properties);
  const { RedrivePolicy: redrive } = properties;
  return {
    id: resource.logicalId,
    name: resource.ref.split('/').at(-1) ?? '',
    arn: resource.arn,
    url: resource.ref,
    fifo: properties.FifoQueue,
    contentDeduplication: properties.ContentBasedDeduplication,
    deduplicatesPerGroup: properties.DeduplicationScope === 'messageGroup',
    visibilitySeconds: properties.VisibilityTimeout,
    delaySeconds: properties.DelaySeconds,
    ...(redrive
      ? { redrive: { deadLetterArn: redrive.deadLetterTargetArn, maxReceives: redrive.maxReceiveCount } }
      : {}),
  };
}

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string(),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  ReservedConcurrentExecutions: number.optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: number.default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

function readFunction(
  resource: Resource,
  assembly: Assembly,
  resources: (type: string) => readonly Resource[],
): FunctionModel {
  const properties = functionSchema.parse(resource.properties);
  const { logicalId } = resource;
  const folder = assembly.assets.get(
    properties.Code.S3Key?.split('/')
      .at(-1)
      ?.replace(/\.zip$/, '') ?? '',
  );
  if (!folder) throw new TemplateError(`function ${logicalId}: its code is not among the assets`);
  const point = properties.Handler.lastIndexOf('.');
  const module = properties.Handler.slice(0, point);
  const file = ['.mjs', '.js', '.cjs'].map((ending) => join(folder, module + ending)).find(existsSync);
  if (!file) throw new TemplateError(`function ${logicalId}: there is no ${module} in its code`);
  const invoke = resources('AWS::Lambda::EventInvokeConfig')
    .map((config) => invokeConfigSchema.parse(config.properties))
    .find(({ FunctionName }) => FunctionName === resource.ref || FunctionName === resource.arn);
  const failureArn = invoke?.DestinationConfig?.OnFailure?.Destination;
  return {
    name: logicalId,
    arn: resource.arn,
    file,
    exported: properties.Handler.slice(point + 1),
    environment: {
      AWS_LAMBDA_FUNCTION_NAME: resource.ref,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
      ...properties.Environment?.Variables,
    },
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    asyncRetries: invoke?.MaximumRetryAttempts ?? 2,
    ...(properties.ReservedConcurrentExecutions === undefined
      ? {}
      : { reservedConcurrency: properties.ReservedConcurrentExecutions }),
    ...(failureArn ? { asyncFailureArn: failureArn } : {}),
  };
}
