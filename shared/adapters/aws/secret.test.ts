import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { secretText } from './secret.ts';

const secrets = mockClient(SecretsManagerClient);
beforeEach(() => secrets.reset());

it('asks for the secret once', async () => {
  secrets.on(GetSecretValueCommand, { SecretId: 'arn' }).resolves({ SecretString: 'hidden' });
  const secret = secretText('arn');
  expect([await secret(), await secret()]).toEqual(['hidden', 'hidden']);
  expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1);
});

it.each([
  ['the service fails', () => secrets.on(GetSecretValueCommand).rejectsOnce(new Error('down'))],
  ['the secret is empty', () => secrets.on(GetSecretValueCommand).resolvesOnce({})],
])('says so when %s, and asks again at the next question', async (_when, fail) => {
  fail().resolves({ SecretString: 'hidden' });
  const secret = secretText('arn');
  await expect(secret()).rejects.toMatchObject({ code: 'secret-unavailable', retryable: true });
  expect(await secret()).toBe('hidden');
});
