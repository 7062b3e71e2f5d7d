import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { signedHeaders } from '../../shared/adapters/aws/signed-put.ts';
import { ACCOUNT_CONCURRENCY } from '../cdk/concurrency.ts';
import type { Place } from './cdk.ts';
import { DeployFailure } from './options.ts';

export interface AwsCall {
  /** as it stands in the address, such as `sts` */
  service: string;
  method?: 'GET' | 'POST';
  path?: string;
  headers?: Record<string, string>;
  body: string;
}

/**
 * Calls a service for which no client is installed, with the credentials and region of the environment, as the SDK finds them.
 * @returns the body of the answer
 * @throws Error with what the service says
 */
export async function callAws({
  service,
  method = 'POST',
  path = '/',
  headers = {},
  body,
}: AwsCall): Promise<string> {
  const { config } = new SSMClient({});
  const [credentials, region] = await Promise.all([config.credentials(), config.region()]);
  const url = new URL(path, process.env.AWS_ENDPOINT_URL ?? `https://${service}.${region}.amazonaws.com`);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = { accessKeyId, secretAccessKey, region, service, ...(sessionToken ? { sessionToken } : {}) };
  const request = { method, url, headers, body: Buffer.from(body) };
  const { host: _, ...signed } = signedHeaders(request, signer, new Date().toISOString());
  const answer = await fetch(url, { method, headers: signed, ...(method === 'POST' ? { body } : {}) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return text;
}

/** Calls a service that takes forms and answers XML: STS, SNS, IAM. */
export const callByForm = (service: string, fields: Record<string, string>): Promise<string> =>
  callAws({
    service,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

/**
 * The account and region that the environment speaks of.
 * @throws DeployFailure where there are no credentials, or none that hold, or no region
 */
export async function whereAmI(): Promise<Place> {
  const region = await new SSMClient({}).config.region().catch(() => '');
  if (!region) throw new DeployFailure('No region is set. Set AWS_REGION, such as eu-central-1.');
  try {
    const answer = await callByForm('sts', { Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const [, account] = /<Account>(\d{12})<\/Account>/.exec(answer) ?? [];
    if (!account) throw new Error(answer);
    return { account, region };
  } catch (cause) {
    throw new DeployFailure('No AWS credentials that hold. Sign in (aws sso login) or set AWS_PROFILE.', {
      cause,
    });
  }
}

const Limits = z.object({ AccountLimit: z.object({ ConcurrentExecutions: z.number() }) });

/**
 * Looks whether the account lets as many functions run at the same time as the stage prod counts on (docs/adr/0007): one that
 * is new lets ten, and nothing can be reserved in it.
 * @throws DeployFailure where it does not
 */
export async function roomIn(
  stage: string,
  settings: () => Promise<string> = accountSettings,
): Promise<void> {
  if (stage !== 'prod') return;
  const { ConcurrentExecutions: limit } = Limits.parse(JSON.parse(await settings())).AccountLimit;
  if (limit < ACCOUNT_CONCURRENCY)
    throw new DeployFailure(
      `This account lets ${limit} functions run at the same time; the stage prod counts on ${ACCOUNT_CONCURRENCY}. Ask for them free of charge: Service Quotas, AWS Lambda, Concurrent executions. Another stage, such as test, deploys as it is.`,
    );
}

const accountSettings = (): Promise<string> =>
  callAws({ service: 'lambda', method: 'GET', path: '/2016-08-19/account-settings/', body: '' });
