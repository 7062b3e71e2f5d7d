import * as z from 'zod';
import type { RuntimeModel } from '../../infra/local/template/model.ts';
import { simulationRole } from '../../shared/wiring.ts';
import type { Right } from './least-privilege.ts';

const several = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
/** Strict: what a policy says in another way (a denial, an exception, another condition) must not be overlooked. */
const statementSchema = z.strictObject({
  Effect: z.literal('Allow'),
  Action: several,
  Resource: several,
  Condition: z.strictObject({ StringEquals: z.strictObject({ 'kms:ViaService': z.string() }) }).optional(),
});
const policySchema = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
});
const functionSchema = z.object({ Role: z.string() });

/**
 * All that the policies of the templates permit the functions, an action and a resource each; the role for simulations is taken
 * by people, and the front door holds them to it.
 * @throws where a policy says something else or belongs to something else than a function
 */
export function permissionsOf(model: RuntimeModel): Right[] {
  const callers = new Map(
    model.resources('AWS::Lambda::Function').map(({ logicalId, properties }) => {
      return [functionSchema.parse(properties).Role.split('/').at(-1), logicalId] as const;
    }),
  );
  const people = model.resources('AWS::IAM::Role').find(({ logicalId }) => logicalId === simulationRole)?.ref;
  return model.resources('AWS::IAM::Policy').flatMap(({ logicalId, properties }) => {
    const { Roles, PolicyDocument } = policySchema.parse(properties);
    return Roles.filter((role) => role !== people).flatMap((role) => {
      const caller = callers.get(role);
      if (!caller) throw new Error(`policy ${logicalId} belongs to no function`);
      return PolicyDocument.Statement.flatMap((statement) => rightsOf(caller, statement));
    });
  });
}

function rightsOf(caller: string, { Action, Resource, Condition }: z.infer<typeof statementSchema>): Right[] {
  const via = Condition?.StringEquals['kms:ViaService'].split('.')[0];
  return Action.flatMap((action) =>
    Resource.map((resource) => ({ caller, action, resource, ...(via ? { via } : {}) })),
  );
}
