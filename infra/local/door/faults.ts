import * as z from 'zod';
import type { AwsAnswer } from '../contract.ts';

/** Services sign with names of their own; people know them by the names of their clients. */
const signingNames: Readonly<Record<string, string>> = {
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};

const faultSchema = z.object({
  service: z.string().transform((name) => signingNames[name] ?? name),
  /** Any operation of the service, when left out. */
  operation: z.string().optional(),
  /** Any caller, when left out. */
  function: z.string().optional(),
  /** Only the nth matching call, counted from 1. */
  nth: z.number().int().positive().optional(),
  /** Share of the matching calls; all of them, when left out. */
  rate: z.number().min(0).max(1).optional(),
  fault: z.enum(['throttle', 'timeout', 'timeout-after-success', 'error', 'crash']),
});
export const faultsSchema = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['fault'];

/** Faults that tests ask for. */
export class Faults {
  #faults: { fault: Fault; seen: number }[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ fault, seen: 0 })));
  }

  clear(): void {
    this.#faults = [];
  }

  get any(): boolean {
    return this.#faults.length > 0;
  }

  /** What shall go wrong with this call. */
  next(service: string, operation: string, caller: string): FaultKind | undefined {
    for (const entry of this.#faults) {
      const { fault } = entry;
      if (fault.service !== service) continue;
      if (fault.operation !== undefined && fault.operation !== operation) continue;
      if (fault.function !== undefined && fault.function !== caller) continue;
      entry.seen++;
      if (fault.nth !== undefined && entry.seen !== fault.nth) continue;
      if (fault.rate !== undefined && Math.random() >= fault.rate) continue;
      return fault.fault;
    }
    return undefined;
  }
}

/** What each service says when it is asked too much: code and status, as the SDK knows them. */
const throttles: Readonly<Record<string, { code: string; status: number }>> = {
  dynamodb: { code: 'ThrottlingException', status: 400 },
  sqs: { code: 'RequestThrottled', status: 403 },
  s3: { code: 'SlowDown', status: 503 },
  ses: { code: 'Throttling', status: 400 },
  sns: { code: 'Throttling', status: 400 },
  athena: { code: 'TooManyRequestsException', status: 400 },
};

/** The answer of a service that refuses: in XML where it speaks XML, else in JSON. */
export function refusalOf(service: string, kind: 'throttle' | 'error'): AwsAnswer {
  const { code, status } =
    kind === 'throttle'
      ? (throttles[service] ?? { code: 'ThrottlingException', status: 400 })
      : { code: service === 's3' ? 'InternalError' : 'InternalServerError', status: 500 };
  const message = kind === 'throttle' ? 'Rate exceeded' : 'Internal server error';
  if (service === 's3') {
    return xml(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  }
  if (service === 'ses' || service === 'sns') {
    const inner = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return xml(status, `<ErrorResponse>${inner}<RequestId>local</RequestId></ErrorResponse>`);
  }
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: `com.amazonaws.local#${code}`, message }),
  };
}

const xml = (status: number, body: string): AwsAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});
