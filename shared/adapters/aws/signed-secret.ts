import * as z from 'zod';
import { Fault } from '../../domain/faults.ts';
import { sendSigned } from './signed-put.ts';

const Answer = z.object({ SecretString: z.string().min(1) });

/**
 * Like `secretText`, without the client of the Secrets Manager, for functions that must start while a person waits.
 * @throws Fault `secret-unavailable` (retryable); the next question asks again
 */
export function signedSecret(arn: string, env: NodeJS.ProcessEnv = process.env): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    known ??= await read(arn, env);
    return known;
  };
}

async function read(arn: string, env: NodeJS.ProcessEnv): Promise<string> {
  const endpoint = env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? env.AWS_ENDPOINT_URL;
  const request = {
    method: 'POST',
    url: new URL(endpoint ?? `https://secretsmanager.${env.AWS_REGION}.amazonaws.com/`),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: Buffer.from(JSON.stringify({ SecretId: arn })),
  };
  const answer = await sendSigned(request, env, 'secretsmanager');
  if (answer?.status === 200) return Answer.parse(JSON.parse(answer.text)).SecretString;
  throw new Fault('secret-unavailable', { retryable: true, detail: String(answer?.status) });
}
