import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Connection } from '../../../cli/connection.ts';
import { s3Objects } from '../../../shared/adapters/aws/s3-objects.ts';
import { prefixes } from '../../../shared/wiring.ts';
import { callAws, callByForm } from '../account.ts';
import type { Api } from './api.ts';
import { equal, eventually, type Steps } from './steps.ts';

const sqs = (): SQSClient => new SQSClient({});

/** What whoever runs the system relies on: dead letters, analysis files, reports, permissions. */
export async function proveOperation(
  steps: Steps,
  { connection, api }: { connection: Connection; api: Api },
): Promise<void> {
  const { stage } = connection;
  await steps.run('a message that cannot be worked off ends among the dead letters', () => poison(stage));
  await steps.run('events lie as Parquet in the reports bucket', async () => {
    const objects = s3Objects(connection.reportsBucket);
    const files = await eventually(
      'written',
      async () => {
        const found = await objects.list(prefixes.analysis);
        return found.some(({ key }) => key.endsWith('.parquet')) ? found : undefined;
      },
      90,
    );
    return `${files.length} files`;
  });
  await steps.run('the report of today counts the leads by SQL over them', () => report(connection));
  await steps.run('a function without its policy may do nothing', () => withoutPolicy(stage, api));
}

/** Both leads of the journeys, and nobody else, came in today. */
async function report({ stage, reportsBucket }: Connection): Promise<string> {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  await invoke(`leitwerk-${stage}-report-Report`, { day });
  const file = await s3Objects(reportsBucket).get(`${prefixes.reports}${day}/tracking.csv`);
  const [names = [], ...rows] = Buffer.from(file ?? '')
    .toString()
    .trim()
    .split('\r\n')
    .map((row) => row.split(';'));
  const column = names.indexOf('leads');
  equal(
    'leads',
    rows.reduce((sum, row) => sum + Number(row[column]), 0),
    2,
  );
  return `${rows.length} rows`;
}

/** The visibility of six timeouts would make five attempts last a quarter of an hour: here it is a second. */
async function poison(stage: string): Promise<string> {
  const [queue, letters] = await Promise.all(
    ['ScoreQueue', 'ScoreDeadLetters'].map((name) => queueUrl(`leitwerk-${stage}-pipeline-${name}`)),
  );
  await sqs().send(
    new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: '1' } }),
  );
  await sqs().send(new SendMessageCommand({ QueueUrl: queue, MessageBody: '{"no":"event"}' }));
  const waiting = new GetQueueAttributesCommand({
    QueueUrl: letters,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  await eventually(
    'put aside',
    async () => {
      const { Attributes } = await sqs().send(waiting);
      return Number(Attributes?.ApproximateNumberOfMessages) > 0 ? true : undefined;
    },
    60,
  );
  return 'after five attempts';
}

async function queueUrl(prefix: string): Promise<string> {
  const { QueueUrls: [url] = [] } = await sqs().send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  if (!url) throw new Error(`no queue ${prefix}…`);
  return url;
}

async function invoke(prefix: string, payload: unknown): Promise<unknown> {
  const listed = await callAws({
    service: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/',
    body: '',
  });
  const { Functions: all } = z
    .object({ Functions: z.array(z.object({ FunctionName: z.string() })) })
    .parse(JSON.parse(listed));
  const name = all.map(({ FunctionName }) => FunctionName).find((one) => one.startsWith(prefix));
  if (!name) throw new Error(`no function ${prefix}…`);
  const answer = await callAws({
    service: 'lambda',
    path: `/2015-03-31/functions/${name}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  const { errorMessage, ...answered } = z
    .looseObject({ errorMessage: z.string().optional() })
    .parse(JSON.parse(answer));
  if (errorMessage) throw new Error(`${name}: ${errorMessage}`);
  return answered;
}

/** The last step: takes the policy of the intake away, after which a form must fail. */
async function withoutPolicy(stage: string, api: Api): Promise<string> {
  const iam = (Action: string, fields: Record<string, string> = {}) =>
    callByForm('iam', { Action, Version: '2010-05-08', ...fields });
  const roles = await iam('ListRoles', { MaxItems: '1000' });
  const [role = ''] = new RegExp(`leitwerk-${stage}-intake-IngestFormRole[\\w-]*`).exec(roles) ?? [];
  const policies = await iam('ListRolePolicies', { RoleName: role });
  for (const [, policy = ''] of policies.matchAll(/<member>([^<]+)<\/member>/g))
    await iam('DeleteRolePolicy', { RoleName: role, PolicyName: policy });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = JSON.stringify({ email: 'late@werk.example', message: 'Angebot bitte' });
  const { status } = await api({ method: 'POST', path: '/v1/leads', headers, body });
  equal('refused', status >= 500, true);
  return `a form is answered ${status}`;
}
