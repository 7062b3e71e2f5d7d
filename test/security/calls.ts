import * as z from 'zod';
import type { RuntimeModel } from '../../infra/local/template/model.ts';
import type { Right } from './least-privilege.ts';

/** What the front door of the local cloud answers at `/_local/calls`. */
export const Recorded = z.object({
  calls: z.array(
    z.object({ caller: z.string(), service: z.string(), action: z.string(), resource: z.string() }),
  ),
});
type Call = z.infer<typeof Recorded>['calls'][number];

/** What the functions did, as IAM sees it; what tests and people did beside them is left out. */
export function usesOf(calls: readonly Call[], model: RuntimeModel): Right[] {
  const functions = new Set(model.functions.map(({ name }) => name));
  return calls
    .filter(({ caller }) => functions.has(caller))
    .map((call) => ({
      caller: call.caller,
      action: `${call.service}:${call.action}`,
      resource: arnOf(call, model),
    }));
}

const resourcePaths: Readonly<Record<string, (name: string) => string>> = {
  dynamodb: (name) => `table/${name}`,
  sqs: (name) => name,
  events: (name) => `event-bus/${name}`,
  ssm: (name) => `parameter${name.replace(/\/$/, '')}`,
  athena: (name) => `workgroup/${name}`,
  ses: (name) => name,
};

function arnOf({ service, resource }: Call, { region, account, resources }: RuntimeModel): string {
  if (service === 's3') return `arn:aws:s3:::${resource}`;
  if (resource.startsWith('arn:')) return resource;
  // Later calls name the query only; IAM knows its workgroup, and there is one.
  if (service === 'athena' && !resource) return resources('AWS::Athena::WorkGroup')[0]?.arn ?? '';
  const path = resourcePaths[service];
  if (!path) throw new Error(`nothing is known of the resources of ${service}`);
  return `arn:aws:${service}:${region}:${account}:${path(resource)}`;
}
