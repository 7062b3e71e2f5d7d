import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../store.ts';
import { clientOptions, resource, serve, testCloud } from '../test-cloud.ts';
import { createSecretsService, firstValue } from './secrets-manager.ts';

const cloud = testCloud([
  resource('AWS::SecretsManager::Secret', 'links', {
    GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
  }),
]);
const store = openStore(cloud.dataDir);
afterAll(() => {
  store.close();
  cloud.remove();
});

async function ask(SecretId: string) {
  const front = await serve(createSecretsService(store, cloud));
  const client = new SecretsManagerClient({ ...clientOptions, endpoint: front.endpoint });
  try {
    return await client.send(new GetSecretValueCommand({ SecretId }));
  } finally {
    client.destroy();
    await front.close();
  }
}

describe('secrets of the template', () => {
  test('a secret is made once and is the same after a restart', async () => {
    const first = await ask('links');
    expect(first.SecretString).toMatch(/^[a-zA-Z0-9]{48}$/);
    expect((await ask('links')).SecretString).toBe(first.SecretString);
  });

  test('a secret the template does not have is refused', async () => {
    await expect(ask('other')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each([
    ['a given value', { SecretString: 'given' }, /^given$/],
    ['32 characters if nothing is said', { GenerateSecretString: {} }, /^.{32}$/],
    [
      'digits only',
      {
        GenerateSecretString: {
          PasswordLength: 9,
          ExcludeLowercase: true,
          ExcludeUppercase: true,
          ExcludePunctuation: true,
        },
      },
      /^\d{9}$/,
    ],
    [
      'inside a template',
      {
        GenerateSecretString: {
          PasswordLength: 4,
          SecretStringTemplate: '{"user":"a"}',
          GenerateStringKey: 'key',
        },
      },
      /^\{"user":"a","key":".{4,8}"\}$/,
    ],
  ])('%s', (_name, properties, expected) => {
    expect(firstValue({ properties })).toMatch(expected);
  });
});
