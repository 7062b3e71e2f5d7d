import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldInquiry, hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

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
function leitwerk(...line: string[]): Promise<{
  code: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  rows: any[];
  said: string;
}> {
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

/** Clients for what no route of the product does: taking records away. */
async function byHand() {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const credentials = { accessKeyId: 'cli', secretAccessKey: 'local' };
  const where = { endpoint, region: 'eu-central-1', credentials };
  const name = '/leitwerk/local/system/connection';
  const { Parameter } = await new SSMClient(where).send(new GetParameterCommand({ Name: name }));
  const { table, rawBucket, reportsBucket } = JSON.parse(Parameter?.Value ?? '');
  const s3 = new S3Client({ ...where, forcePathStyle: true });
  const keys = async (Bucket: string, Prefix: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key }) => Key ?? '');
  };
  return {
    note: (inquiryId: string) => remove(rawBucket, 'acknowledged/', (key) => key.endsWith(inquiryId)),
    item: (pk: string, sk: string) =>
      new DynamoDBClient(where).send(
        new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }),
      ),
    analysisFiles: () => keys(reportsBucket, 'analysis/events/'),
    analysisFile: (of: string) => remove(reportsBucket, 'analysis/events/', (key) => key === of),
  };

  async function remove(Bucket: string, prefix: string, is: (key: string) => boolean): Promise<void> {
    for (const Key of (await keys(Bucket, prefix)).filter(is))
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
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

describe('the audit of a day', () => {
  it('finds whatever a sender was told of in exactly one place, and names what is taken from one of three records', async () => {
    const send = async (body: Record<string, unknown>) => {
      const { json } = await cloud.call('POST', '/v1/leads', body);
      await cloud.settle();
      return json as { leadId: string; inquiryId: string; outcome: string };
    };
    const mail = async (headers: string) => {
      const raw = `From: Ina <ina@brief.example>\r\nTo: sales@example.test\r\nSubject: Frage\r\nMessage-ID: <${headers.length}@x.example>\r\n${headers}Content-Type: text/plain\r\n\r\nBitte ein Angebot.\r\n`;
      const type = { 'content-type': 'message/rfc822' };
      const { json } = await cloud.call('POST', '/_local/email?to=sales%40example.test', raw, type);
      await cloud.settle();
      return json.id as string;
    };
    const person = coldInquiry();
    const first = await send(person);
    expect((await send({ ...person, message: 'Noch etwas.' })).outcome).toBe('merged');
    expect((await send(coldInquiry({ firstName: 'Qwrtzpx', lastName: 'Sdfghjk' }))).outcome).toBe(
      'quarantined',
    );
    await mail('');
    await mail('Auto-Submitted: auto-replied\r\n');
    const away = await byHand();
    const before = await away.analysisFiles();
    const alone = await send(coldInquiry());
    const [file = ''] = (await away.analysisFiles()).filter((key) => !before.includes(key));
    const unnoted = await send(coldInquiry());

    await cloud.advance('P1D');
    const objects = (await cloud.call('GET', '/_local/objects/reports')).json.objects as { key: string }[];
    const key = objects
      .map((object) => object.key)
      .filter((name) => name.endsWith('/audit.json'))
      .sort()
      .at(-1);
    const nightly = (await cloud.call('GET', `/_local/objects/reports/${key}`)).json;
    const { places, findings, acknowledged } = nightly;
    expect(findings).toEqual([]);
    expect(places).toMatchObject({ quarantined: 1, 'set-aside': 1 });
    const sum = Object.values(places as Record<string, number>).reduce((all, count) => all + count, 0);
    expect([sum, acknowledged]).toEqual([acknowledged, acknowledged]);
    expect((await leitwerk('audit')).code).toBe(0);

    await away.item(`INQUIRY#${first.inquiryId}`, 'INQUIRY');
    await away.analysisFile(file);
    await away.note(unnoted.inquiryId);
    const { code, rows } = await leitwerk('audit');
    expect([code, rows]).toEqual([1, [expect.objectContaining({ acknowledged: acknowledged - 1 })]]);
    const named = [
      ['table', first.inquiryId, null],
      ['analysis', alone.inquiryId, alone.leadId],
      ['acknowledgement', unnoted.inquiryId, unnoted.leadId],
    ].map(([missing, inquiryId, leadId]) => ({ missing, inquiryId, leadId, mend: expect.any(String) }));
    expect(rows[0].findings).toHaveLength(3);
    expect(rows[0].findings).toEqual(expect.arrayContaining(named));
  });
});

describe('the reports of a day', () => {
  it('are listed, shown and written again by the command', async () => {
    const listed = await leitwerk('report');
    expect(listed.code).toBe(0);
    expect(listed.rows).toContainEqual(expect.objectContaining({ report: 'audit.csv' }));
    const shown = await leitwerk('report', '--show', 'audit', '--again');
    expect([shown.said, shown.code]).toEqual(['', 0]);
    expect(shown.rows).toContainEqual({ place: 'missing', inquiries: '3' });
    expect((await leitwerk('report', '2020-01-01')).code).toBe(1);
  });
});
