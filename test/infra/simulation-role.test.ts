import { expect, it } from 'vitest';
import { simulationRole } from '../../shared/wiring.ts';
import { ofType, synthesised } from './synthesis.ts';

it('a simulation of rules can read, and neither write nor send', () => {
  const policies = ofType(synthesised('prod'), 'AWS::IAM::Policy').filter(({ Properties }) =>
    JSON.stringify(Properties.Roles).includes(simulationRole),
  );
  const actions = policies.flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
  );
  expect(actions.toSorted()).toEqual(
    ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query'].concat([
      'kms:Decrypt',
      'kms:Decrypt',
      'kms:DescribeKey',
      's3:GetObject',
    ]),
  );
});
