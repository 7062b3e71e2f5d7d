import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '../../domain/faults.ts';

/**
 * Reads one secret text of the Secrets Manager at the first question and keeps it as long as the environment lives.
 * @param arn of the secret
 * @throws Fault `secret-unavailable` (retryable); the next question asks again
 */
export function secretText(arn: string, client = new SecretsManagerClient({})): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    known ??= await read(arn, client);
    return known;
  };
}

async function read(arn: string, client: SecretsManagerClient): Promise<string> {
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (text) return text;
  } catch (cause) {
    throw new Fault('secret-unavailable', { retryable: true, cause });
  }
  throw new Fault('secret-unavailable', { retryable: true, detail: 'empty' });
}
