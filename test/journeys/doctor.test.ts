import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

/** `leitwerk doctor --local --json`: the exit code and what it found. */
function doctor(): Promise<{
  code: number;
  found: { name: string; verdict: string; found: string; mend?: string }[];
}> {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  return new Promise((resolve) => {
    const run = execFile(
      process.execPath,
      ['cli/leitwerk.mjs', 'doctor', '--local', '--json'],
      { env },
      (_, said) =>
        resolve({
          code: run.exitCode ?? -1,
          found: said
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        }),
    );
  });
}

async function change(document: string, over: (text: Record<string, unknown>) => object): Promise<void> {
  const path = `/_local/parameters/leitwerk/local/${document}`;
  const { json } = await cloud.call('GET', path);
  expect((await cloud.call('PUT', path, over(json))).status).toBe(200);
}

/** Puts a message among the dead letters of a queue. */
async function giveUp(queue: string): Promise<void> {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const credentials = { accessKeyId: 'cli', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint, region: 'eu-central-1', credentials });
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = urls.find((url) => url.endsWith(`-${queue}DeadLetters`));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  sqs.destroy();
}

it('the doctor finds nothing on a fresh system, and names three planted faults with what to do', async () => {
  const fresh = await doctor();
  expect(fresh.found.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'skipped')).toEqual([]);
  expect([fresh.code, fresh.found.length > 12]).toEqual([0, true]);

  await change('rules/scoring', (text) => ({ ...text, thresholds: 'high' }));
  await change('rules/intake', (text) => ({ ...text, hooks: { messe: { like: 'typeform' } } }));
  await giveUp('Score');
  await cloud.settle();
  const ill = await doctor();
  expect(ill.code).toBe(1);
  expect(ill.found.filter(({ verdict }) => verdict === 'failed')).toEqual([
    {
      name: 'rules',
      verdict: 'failed',
      found: expect.stringMatching(/^scoring refused since .* thresholds \(line \d+\): .* goes on deciding$/),
      mend: expect.stringContaining('Correct /leitwerk/local/rules/scoring'),
    },
    {
      name: 'webhook keys',
      verdict: 'failed',
      found: expect.stringContaining('no key for messe'),
      mend: expect.stringContaining('HookKeys'),
    },
    {
      name: 'dead letters',
      verdict: 'failed',
      found: 'ScoreDeadLetters holds 1 message',
      mend: expect.stringContaining('heading ScoreDeadLetters'),
    },
  ]);
});
