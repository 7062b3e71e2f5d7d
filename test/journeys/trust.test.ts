import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const post = async (body: Record<string, unknown>) => {
  const { status, json } = await cloud.call('POST', '/v1/leads', body);
  expect(status).toBe(202);
  await cloud.settle();
  return json.leadId as string;
};

/** `leitwerk … --local --json`: the exit code, the lines that it says for machines, and what it says for people. */
function leitwerk(...line: string[]): Promise<{ code: number; rows: unknown[]; said: string }> {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  return new Promise((resolve) => {
    const run = execFile(
      process.execPath,
      ['cli/leitwerk.mjs', ...line, '--local', '--json'],
      { env },
      (_, out, said) =>
        resolve({
          code: run.exitCode ?? -1,
          rows: out
            .split('\n')
            .filter((row) => row.startsWith('{'))
            .map((row) => JSON.parse(row)),
          said,
        }),
    );
  });
}

describe('a message that was given up', () => {
  it('is listed without a word about the person, driven back, and its lead is worked on', async () => {
    const inquiry = hotInquiry();
    await cloud.call('POST', '/_local/faults', [
      { service: 'dynamodb', operation: 'GetItem', fault: 'crash', function: 'Fulfil' },
    ]);
    const id = await post(inquiry);
    expect((await cloud.lead(id)).inquiries[0].answered).toBeUndefined();
    await cloud.call('DELETE', '/_local/faults');

    const listed = await leitwerk('redrive');
    expect(listed).toMatchObject({
      code: 0,
      rows: [{ queue: 'FulfilDeadLetters', messages: 1, leads: [id] }],
    });
    expect(JSON.stringify(listed)).not.toContain(inquiry.email);

    const driven = await leitwerk('redrive', 'fulfil');
    expect(driven).toMatchObject({
      code: 0,
      rows: [{ queue: 'FulfilDeadLetters', moved: 1, done: 1, waiting: 0, back: 0 }],
    });
    await cloud.settle();
    expect((await cloud.lead(id)).inquiries[0].answered).toMatchObject({ how: 'mail' });
    expect(await cloud.mails(String(inquiry.email))).toHaveLength(1);
  });

  it('comes back where the reason was not mended, and the command fails', async () => {
    await cloud.call('POST', '/_local/faults', [
      { service: 'dynamodb', operation: 'GetItem', fault: 'crash', function: 'Score' },
    ]);
    await post(hotInquiry());
    const driven = await leitwerk('redrive', '--all');
    expect(driven).toMatchObject({ code: 1, rows: [{ queue: 'ScoreDeadLetters', moved: 1, back: 1 }] });
    await cloud.call('DELETE', '/_local/faults');
    expect(await leitwerk('redrive', '--all')).toMatchObject({ code: 0, rows: [{ moved: 1, done: 1 }] });
    await cloud.settle();
  });
});
