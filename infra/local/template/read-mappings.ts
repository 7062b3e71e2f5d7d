import * as z from 'zod';
import type { Resource } from '../contract.ts';
import { unqualified } from './addresses.ts';
import type { QueueMapping, StreamMapping } from './model.ts';

type Mappings = (QueueMapping | StreamMapping)[];

const number = z.coerce.number();

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.union([z.boolean(), z.stringbool()]).default(true),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: number }).optional(),
  StartingPosition: z.string().default('TRIM_HORIZON'),
  MaximumRetryAttempts: number.default(-1),
  BisectBatchOnFunctionError: z.union([z.boolean(), z.stringbool()]).default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** Event source mappings of table streams and queues; a disabled one is left out. */
export function readMappings(resources: (type: string) => readonly Resource[]): Mappings {
  const functions = resources('AWS::Lambda::Function');
  return resources('AWS::Lambda::EventSourceMapping').flatMap(
    ({ logicalId, properties: given }): Mappings => {
      const properties = mappingSchema.parse(given);
      if (!properties.Enabled) return [];
      const name = unqualified(properties.FunctionName);
      const target = functions.find(({ ref, arn }) => [ref, arn].includes(name));
      const base = {
        id: logicalId,
        functionArn: target?.arn ?? name,
        sourceArn: properties.EventSourceArn,
        windowSeconds: properties.MaximumBatchingWindowInSeconds,
        reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
          z.record(z.string(), z.unknown()).parse(JSON.parse(Pattern)),
        ),
      };
      if (properties.EventSourceArn.includes(':sqs:')) {
        const maximumConcurrency = properties.ScalingConfig?.MaximumConcurrency;
        const batchSize = properties.BatchSize ?? 10;
        return [{ ...base, kind: 'queue', batchSize, ...(maximumConcurrency ? { maximumConcurrency } : {}) }];
      }
      const failureArn = properties.DestinationConfig?.OnFailure?.Destination;
      return [
        {
          ...base,
          kind: 'stream',
          batchSize: properties.BatchSize ?? 100,
          fromStart: properties.StartingPosition === 'TRIM_HORIZON',
          retries: properties.MaximumRetryAttempts,
          bisects: properties.BisectBatchOnFunctionError,
          ...(failureArn ? { failureArn } : {}),
        },
      ];
    },
  );
}
