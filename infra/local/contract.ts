/**
 * How the parts of the local cloud meet: the runtime (this folder) runs the synthesised template and hands what it
 * does not do itself (mail, parameters, secrets, buses, Athena, sign-in) to the services in `services/`.
 */

/** One AWS call of a function, already read whole. */
export interface AwsCall {
  /** Service name as in the signature's credential scope: `ssm`, `events`, `secretsmanager`, `ses`, `athena`, `sns`… */
  readonly service: string;
  /** Operation name (`GetParametersByPath`); for REST protocols the SDK names none: `POST /v2/email/outbound-emails`. */
  readonly operation: string;
  /** Name of the calling function, or `local` for everything that is not a function. */
  readonly caller: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly body: Buffer;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A service that the front door hands calls to. `name` equals the credential scope's service. */
export interface Service {
  readonly name: string;
  handle(call: AwsCall): Promise<AwsAnswer>;
}

export interface ControlRequest {
  readonly method: string;
  readonly url: URL;
  /** Values of `{name}` and `{name+}` (may contain slashes) in the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ControlAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Strings are sent as text/plain, buffers as octets, unless a content-type header says otherwise. */
  readonly body?: string | Buffer;
}

/** A route of the machine, not of the product: `/_local/…` and the start page. Wins over the template's routes. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** For example `/_local/mail/{n}` or `/_local/parameters/{name+}`. */
  readonly path: string;
  handle(request: ControlRequest): Promise<ControlAnswer>;
}

/** An EventBridge event as targets see it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO instant. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** A resource of the template with every intrinsic resolved. */
export interface Resource {
  readonly stack: string;
  /** Id in the template, for example `IngestForm`, `ScoreQueue`: the app gives plain ones. */
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What Ref gives. */
  readonly ref: string;
  readonly arn: string;
}

export interface RuleTarget {
  readonly arn: string;
  /** Constant JSON text instead of the event. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
  readonly messageGroupId?: string;
  readonly deadLetterArn?: string;
}

export interface RuleModel {
  readonly id: string;
  /** Name of the bus, `default` when the template names none. */
  readonly bus: string;
  readonly pattern?: Readonly<Record<string, unknown>>;
  readonly schedule?: string;
  readonly enabled: boolean;
  readonly targets: readonly RuleTarget[];
}

/** The template as the services see it; the runtime's own model is wider. */
export interface CloudModel {
  readonly stage: string;
  readonly region: string;
  readonly account: string;
  readonly rules: readonly RuleModel[];
  /** All resources of one type, for example `AWS::SSM::Parameter`. */
  resources(type: string): readonly Resource[];
}

interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** ISO instant. */
  readonly at: string;
}

/** The object store, without going through HTTP. */
export interface Objects {
  put(bucket: string, key: string, body: Buffer, contentType?: string): Promise<void>;
  /** Undefined when there is no such object. */
  get(bucket: string, key: string): Promise<{ body: Buffer; contentType: string } | undefined>;
  /** Sorted by key. */
  list(bucket: string, prefix?: string): Promise<readonly StoredObject[]>;
  /** Folder with the bucket's objects as plain files `{key}.data` (DuckDB reads these). */
  folder(bucket: string): string;
}

export interface Message {
  readonly body: string;
  readonly group?: string;
  readonly deduplicationId?: string;
}

export interface Cloud {
  readonly model: CloudModel;
  /** Where everything lives that survives a restart. Services use a folder or file of their own in it. */
  readonly dataDir: string;
  /** `http://127.0.0.1:PORT`: what a person or a token points to; the user pool's issuer is `{publicUrl}/_local/issuer`. */
  readonly publicUrl: string;
  /** Front door for AWS SDK clients. */
  readonly endpoint: string;
  readonly objects: Objects;
  /** The system's time: wall speed plus offset. */
  now(): Date;
  /** Runs the rule's targets with the event. The bus decides which rules match. Failures are retried, then parked. */
  deliver(rule: RuleModel, event: BusEvent): void;
  /** Sends to a queue by ARN or URL; throws when the template has no such queue. */
  sendToQueue(queue: string, message: Message): void;
  /** Runs a function by name or ARN and waits for its answer; rejects with the function's error. */
  invoke(functionNameOrArn: string, payload: unknown): Promise<unknown>;
  /** Keeps settle waiting until the returned function is called. */
  addWork(what: string): () => void;
  /** One line to the log of the machine (`{dataDir}/logs/cloud.log`); never with personal data. */
  log(line: string): void;
}

export interface RunningServices {
  readonly services: readonly Service[];
  readonly routes: readonly ControlRoute[];
  /** An S3 client stored an object. */
  objectStored(bucket: string, key: string): void;
  /** Called once when functions can run; `fresh` when the data were empty: announce the first parameters then. */
  ready(fresh: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Type of `startServices` in `services/index.ts`. */
export type StartServices = (cloud: Cloud) => Promise<RunningServices>;
