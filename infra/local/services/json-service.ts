import type { AwsAnswer, AwsCall, Service } from '../contract.ts';
import { isRecord, parseJson } from './json.ts';

/** A refusal as AWS gives it: `code` becomes the name of the SDK's exception. */
export class AwsRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'AwsRefusal';
    this.code = code;
  }
}

/** What one operation of a JSON 1.1 service does: the parsed request to the answer; refusals are thrown as AwsRefusal. */
export type Operation = (request: Record<string, unknown>, call: AwsCall) => unknown;

/**
 * A service of the AWS JSON 1.1 protocol made of its operations. An operation that is not in the table is refused
 * by name (`UnknownOperationException`), never left without an answer.
 */
export function jsonService(name: string, operations: Readonly<Record<string, Operation>>): Service {
  return {
    name,
    handle: async (call) => {
      try {
        const operation = operations[call.operation];
        if (!operation)
          throw new AwsRefusal('UnknownOperationException', `${call.operation} is not built locally`);
        return answer(200, await operation(requestOf(call), call));
      } catch (fault) {
        if (!(fault instanceof AwsRefusal)) throw fault;
        return answer(400, { __type: fault.code, message: fault.message, Message: fault.message });
      }
    },
  };
}

function requestOf(call: AwsCall): Record<string, unknown> {
  const request = parseJson(call.body.toString('utf8') || '{}');
  if (!isRecord(request)) throw new AwsRefusal('SerializationException', 'The request is not a JSON object');
  return request;
}

function answer(status: number, body: unknown): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body ?? {}),
  };
}
