import {
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
  SSMServiceException,
} from '@aws-sdk/client-ssm';
import { Fault } from '../../domain/faults.ts';
import type { Parameters } from '../../ports/parameters.ts';

/** Errors that go away by themselves; the others mean that the call is wrong or not allowed. */
const PASSING = ['ThrottlingException', 'TooManyUpdates', 'InternalServerError'];

/** Parameter Store. Throws `Fault` `parameters-unavailable`, retryable where trying again can help. */
export function ssmParameters(options: { client?: SSMClient } = {}): Parameters {
  const { client = new SSMClient({ maxAttempts: 5 }) } = options;
  return {
    async under(path) {
      const root = path.replace(/\/$/, '');
      const found: { name: string; value: string }[] = [];
      let NextToken: string | undefined;
      do {
        const command = new GetParametersByPathCommand({ Path: root, Recursive: true, NextToken });
        const page = await client.send(command).catch(fail);
        for (const { Name, Value } of page.Parameters ?? []) {
          if (Name && Value !== undefined) found.push({ name: Name.slice(root.length + 1), value: Value });
        }
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },
    async put(Name, Value) {
      // What has grown beyond 4 KB would be refused as a standard parameter.
      const Tier = 'Intelligent-Tiering';
      const command = new PutParameterCommand({ Name, Value, Type: 'String', Tier, Overwrite: true });
      await client.send(command).catch(fail);
    },
  };
}

function fail(cause: unknown): never {
  const refused =
    cause instanceof SSMServiceException && !PASSING.includes(cause.name) && cause.$fault === 'client';
  throw new Fault('parameters-unavailable', { retryable: !refused, cause });
}
