import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { prefixes, simulationRole, table } from '../../../shared/wiring.ts';
import type { StateStack } from '../stacks/state.ts';
import { named } from './named.ts';

/**
 * The role with which `leitwerk rules simulate` reads leads, rules and absences: it can neither write nor send, whatever the
 * command tries. Who may take it, the account says by `sts:AssumeRole`.
 */
export function simulationReader(scope: Construct, state: StateStack): Role {
  const role = named(
    new Role(scope, simulationRole, {
      description: 'Reads stored leads for a simulation of other rules',
      assumedBy: new AccountRootPrincipal(),
    }),
    simulationRole,
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      resources: [state.table.tableArn],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${state.table.tableArn}/index/${table.indexes.register.name}`],
    }),
  );
  // Area tables that scoring documents name.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [state.rules.arnForObjects(`${prefixes.ruleArchive}*`)],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [state.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${state.region}.${state.urlSuffix}` } },
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: [state.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${state.region}.${state.urlSuffix}` } },
    }),
  );
  return role;
}
