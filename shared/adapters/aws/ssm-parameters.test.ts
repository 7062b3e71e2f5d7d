import {
  GetParametersByPathCommand,
  ParameterLimitExceeded,
  PutParameterCommand,
  SSMClient,
  SSMServiceException,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ssmParameters } from './ssm-parameters.ts';

const ssm = mockClient(SSMClient);
const parameters = ssmParameters({ client: new SSMClient({ region: 'eu-central-1' }) });
beforeEach(() => ssm.reset());

describe('parameters in Parameter Store', () => {
  it('are read over all pages, by names below the path', async () => {
    ssm
      .on(GetParametersByPathCommand, { Path: '/leitwerk/prod', Recursive: true })
      .resolvesOnce({
        Parameters: [{ Name: '/leitwerk/prod/rules/scoring', Value: '{}' }],
        NextToken: 'more',
      })
      .resolvesOnce({ Parameters: [{ Name: '/leitwerk/prod/status/scoring', Value: 'x' }] });
    expect(await parameters.under('/leitwerk/prod/')).toEqual([
      { name: 'rules/scoring', value: '{}' },
      { name: 'status/scoring', value: 'x' },
    ]);
    expect(ssm.commandCalls(GetParametersByPathCommand)[1]?.args[0].input.NextToken).toBe('more');
  });

  it('are written over what was there', async () => {
    ssm.on(PutParameterCommand).resolves({});
    await parameters.put('/leitwerk/prod/status/scoring', 'x');
    expect(ssm.commandCalls(PutParameterCommand)[0]?.args[0].input).toEqual({
      Name: '/leitwerk/prod/status/scoring',
      Value: 'x',
      Type: 'String',
      Tier: 'Intelligent-Tiering',
      Overwrite: true,
    });
  });

  it.each([
    [
      'throttled',
      new SSMServiceException({ name: 'ThrottlingException', $fault: 'client', $metadata: {} }),
      true,
    ],
    ['down', new SSMServiceException({ name: 'InternalServerError', $fault: 'server', $metadata: {} }), true],
    ['not reached', new Error('ECONNRESET'), true],
    ['full', new ParameterLimitExceeded({ message: 'full', $metadata: {} }), false],
  ])('are a fault when the store is %s', async (_case, error, retryable) => {
    ssm.on(PutParameterCommand).rejects(error);
    await expect(parameters.put('/a', 'b')).rejects.toMatchObject({
      code: 'parameters-unavailable',
      retryable,
    });
  });
});
