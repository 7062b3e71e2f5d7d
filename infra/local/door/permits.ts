import * as z from 'zod';
import type { RuntimeModel } from '../template/model.ts';

/** Whether a use, as the front door understands a call, is permitted. */
export type Permits = (service: string, use: { action: string; resource: string }) => boolean;

const several = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
const Policy = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(z.object({ Action: several, Resource: several })) }),
});

/** What the policies of the templates permit a role; undefined where the templates have no such role. */
export function permitsOf(model: RuntimeModel, roleName: string): Permits | undefined {
  const role = model.resources('AWS::IAM::Role').find(({ logicalId }) => logicalId === roleName);
  if (!role) return undefined;
  const statements = model.resources('AWS::IAM::Policy').flatMap(({ properties }) => {
    const { Roles, PolicyDocument } = Policy.parse(properties);
    return Roles.includes(role.ref) ? PolicyDocument.Statement : [];
  });
  return (service, { action, resource }) =>
    statements.some(
      ({ Action, Resource }) =>
        Action.includes(`${service}:${action}`) && Resource.some((arn) => covers(arn, resource)),
    );
}

/** `arn:aws:s3:::bucket/prefix/*` covers all objects with that prefix; other resources are named whole. */
function covers(arn: string, resource: string): boolean {
  const [, objects] = /^arn:aws:s3:::(.+)\*$/.exec(arn) ?? [];
  return objects === undefined ? arn.endsWith(`/${resource}`) : resource.startsWith(objects);
}
