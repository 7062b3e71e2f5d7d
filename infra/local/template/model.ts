import type { CloudModel, Resource, RuleModel } from '../contract.ts';

/** The part of the template that the runtime carries out, with all names resolved. */
export interface TableModel {
  readonly name: string;
  readonly streamArn: string;
  /** Request body of CreateTable. */
  readonly create: Readonly<Record<string, unknown>>;
}

export interface QueueModel {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly contentDeduplication: boolean;
  /** One deduplication id may occur once in each message group instead of once in the queue. */
  readonly deduplicatesPerGroup: boolean;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceives: number };
}

export interface BucketModel {
  readonly id: string;
  readonly name: string;
}

export interface FunctionModel {
  readonly name: string;
  readonly arn: string;
  /** Module that exports the handler. */
  readonly file: string;
  readonly exported: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency?: number;
  /** Retries of an asynchronous invocation, and where its event goes after the last. */
  readonly asyncRetries: number;
  readonly asyncFailureArn?: string;
}

interface Mapping {
  readonly id: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  /** Event patterns of which a record must match one; empty: every record. */
  readonly filters: readonly Readonly<Record<string, unknown>>[];
}

export interface QueueMapping extends Mapping {
  readonly kind: 'queue';
  readonly maximumConcurrency?: number;
}

export interface StreamMapping extends Mapping {
  readonly kind: 'stream';
  readonly fromStart: boolean;
  /** -1: without end. */
  readonly retries: number;
  readonly bisects: boolean;
  readonly failureArn?: string;
}

export interface ScheduleModel {
  readonly id: string;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly rule: RuleModel;
}

export interface RouteModel {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly authorizer?: AuthorizerModel;
}

export interface AuthorizerModel {
  readonly functionArn: string;
  /** `$request.header.Authorization` and the like; all must be there, else 401. */
  readonly identitySources: readonly string[];
}

export interface CorsModel {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number;
  readonly credentials: boolean;
}

export interface ApiModel {
  readonly id: string;
  readonly routes: readonly RouteModel[];
  readonly cors?: CorsModel;
}

export interface RuntimeModel extends CloudModel {
  readonly tables: readonly TableModel[];
  readonly queues: readonly QueueModel[];
  readonly buckets: readonly BucketModel[];
  readonly functions: readonly FunctionModel[];
  readonly mappings: readonly (QueueMapping | StreamMapping)[];
  readonly schedules: readonly ScheduleModel[];
  readonly apis: readonly ApiModel[];
  readonly all: readonly Resource[];
}
