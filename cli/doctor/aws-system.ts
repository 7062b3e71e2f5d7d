import { resolveMx } from 'node:dns/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { callAws } from '../../infra/deploy/account.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { secretText } from '../../shared/adapters/aws/secret.ts';
import { ssmParameters } from '../../shared/adapters/aws/ssm-parameters.ts';
import { dynamoClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { Health } from '../../shared/http/api/health.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { connectionName, parameterPrefix, prefixes } from '../../shared/wiring.ts';
import type { Connection } from '../connection.ts';
import { deadQueues } from '../redrive/dead-queues.ts';
import type { System } from './system.ts';

/** Longest wait for an answer over HTTP, milliseconds. */
const PATIENCE_MS = 10_000;
const Discovery = z.object({ authorization_endpoint: z.url() });
const Users = z.object({
  Users: z.array(z.object({ Attributes: z.array(z.object({ Name: z.string(), Value: z.string() })) })),
  PaginationToken: z.string().optional(),
});
const Latest = z.object({ day: z.iso.date() });

/** The system of a connection, as the account of the environment and the public net show it. */
export async function awsSystem(connection: Connection): Promise<System> {
  const { stage, table, apiUrl, reportsBucket } = connection;
  const ssm = new SSMClient({});
  return {
    connection,
    isLocal: stage === 'local',
    region: await ssm.config.region(),
    rules: dynamoActiveRules({ table, ttlSeconds: 60 }),
    now: systemClock,
    health: async () => Health.parse(await getJson(`${apiUrl}/v1/health`)),
    deployedAt: async () => {
      const { Parameter: found } = await ssm.send(new GetParameterCommand({ Name: connectionName(stage) }));
      return (found?.LastModifiedDate ?? new Date()).toISOString();
    },
    tableState: async () => {
      const { Table: found } = await dynamoClient().send(new DescribeTableCommand({ TableName: table }));
      return found?.TableStatus ?? 'unknown';
    },
    parameters: () => ssmParameters({ client: ssm }).under(parameterPrefix(stage)),
    ...mailAccount(),
    mailServers,
    signInPage: async (issuer) => {
      const found = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      return Discovery.parse(found).authorization_endpoint;
    },
    staff,
    secret: (arn) => secretText(arn)(),
    deadLetters: async () =>
      (await deadQueues(stage)).map(({ name, messages }) => ({ queue: name, messages })),
    latestReport: async () => {
      const body = await s3Objects(reportsBucket).get(prefixes.latestReport);
      return body ? Latest.parse(JSON.parse(Buffer.from(body).toString('utf8'))).day : null;
    },
  };
}

function mailAccount(): Pick<System, 'identity' | 'quota' | 'activeReceiptRules'> {
  const ses = new SESClient({});
  return {
    identity: async (domain) => {
      const Identities = [domain];
      const [{ VerificationAttributes: known = {} }, { DkimAttributes: dkim = {} }] = await Promise.all([
        ses.send(new GetIdentityVerificationAttributesCommand({ Identities })),
        ses.send(new GetIdentityDkimAttributesCommand({ Identities })),
      ]);
      const { [domain]: signing } = dkim;
      if (!known[domain]) return null;
      return {
        verified: known[domain].VerificationStatus === 'Success',
        signs: signing?.DkimEnabled === true && signing.DkimVerificationStatus === 'Success',
        dkimTokens: signing?.DkimTokens ?? [],
      };
    },
    quota: async () => {
      const quota = await ses.send(new GetSendQuotaCommand({}));
      const { Max24HourSend: perDay = 0, MaxSendRate: perSecond = 0, SentLast24Hours: sent = 0 } = quota;
      return { perDay, perSecond, sent };
    },
    activeReceiptRules: async () => {
      const { Metadata: active } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
      return active?.Name ?? null;
    },
  };
}

async function mailServers(domain: string): Promise<string[]> {
  try {
    const found = await resolveMx(domain);
    return found.toSorted((left, right) => left.priority - right.priority).map(({ exchange }) => exchange);
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw fault;
  }
}

async function staff(pool: string): Promise<{ people: number; withRole: number }> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers',
  };
  const count = { people: 0, withRole: 0 };
  let PaginationToken: string | undefined;
  do {
    const body = JSON.stringify({ UserPoolId: pool, PaginationToken });
    const page = Users.parse(JSON.parse(await callAws({ service: 'cognito-idp', headers, body })));
    count.people += page.Users.length;
    count.withRole += page.Users.filter(({ Attributes: said }) =>
      said.some(({ Name, Value }) => Name === 'custom:role' && Value !== ''),
    ).length;
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  return count;
}

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  return answer.json();
}
