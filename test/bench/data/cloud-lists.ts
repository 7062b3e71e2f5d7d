import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { newId } from '../../../shared/domain/ids.ts';
import { type LocalCloud, startLocalCloud } from '../../journeys/local-cloud.ts';
import type { Figure } from './figure.ts';
import { madePerson } from './made-people.ts';

const HEADER = 'Vorname;Nachname;E-Mail;Telefon;PLZ;Ort;Firma;Nachricht\n';
const POLL_MS = 1000;
const CREDENTIALS = { accessKeyId: 'bench', secretAccessKey: 'local' };

type Outcome = 'created' | 'merged' | 'duplicate' | 'quarantined' | 'refused';

/** What each row is: of a hundred, one stands above already, one is by somebody from above, one has no usable address. */
function kindOf(row: number): Outcome {
  if (row % 10_000 === 9_999) return 'refused';
  if (row % 100 === 50) return 'duplicate';
  if (row % 100 === 60) return 'merged';
  return row % 100 === 70 ? 'quarantined' : 'created';
}

/** Everybody has an address of their own, so that it is known who is whom. */
function rowOf(row: number): string {
  const kind = kindOf(row);
  if (kind === 'duplicate') return rowOf(row - 25);
  const of = kind === 'merged' ? row - 25 : row;
  const { firstName, lastName, phone = '', postcode = '', city = '', company = '' } = madePerson(of);
  const email = kind === 'quarantined' ? 'keine Adresse' : `person-${of}@liste-${of % 997}.example`;
  const message = kind === 'refused' ? 'x'.repeat(33 * 1024) : `Bitte ein Angebot, Zeile ${row}`;
  return `${[firstName, lastName, email, phone, postcode, city, company, message].join(';')}\n`;
}

/**
 * A list dropped into the bucket of the running local cloud, killed in the middle, started again and worked off: what the report
 * says of each row, what lies in the table, how long it took and how much memory it had.
 */
export async function cloudListFigures(rows: number): Promise<Figure[]> {
  let cloud = await startLocalCloud();
  const { data } = cloud;
  try {
    const id = await drop(cloud, rows);
    const watch = { peak: 0 };
    const began = performance.now();
    await until(cloud, id, watch, (list) => list.progress.bytes * 2 >= list.progress.of);
    await cloud.kill('SIGKILL');
    cloud = await startLocalCloud({ data });
    const list = await until(cloud, id, watch, ({ state }) => state === 'done' || state === 'refused');
    const seconds = (performance.now() - began) / 1000;
    const report = await readReport(cloud, id);
    const table = await inTable(cloud);
    const expected = counted(Array.from({ length: rows }, (_, row) => kindOf(row)));
    const wrong = report.filter(({ row, outcome }) => outcome !== kindOf(row - 2)).length;
    const name = `${rows.toLocaleString('en')} rows in the local cloud`;
    const none = { most: 0, gate: true };
    return [
      { what: `${name}: rows without exactly one outcome`, value: notOnce(report, rows), ...none },
      { what: `${name}: rows with another outcome than theirs`, value: wrong, ...none },
      {
        what: `${name}: sums that differ from the report`,
        value: (Object.keys(expected) as Outcome[]).filter((kind) => list.counts[kind] !== expected[kind])
          .length,
        ...none,
        note: JSON.stringify(list.counts),
      },
      {
        what: `${name}: leads too few or too many`,
        value: Math.abs(table.leads - expected.created - expected.quarantined),
        ...none,
      },
      {
        what: `${name}: inquiries too few or too many`,
        value: Math.abs(table.inquiries - expected.created - expected.merged - expected.quarantined),
        ...none,
      },
      { what: `${name}: seconds, killed once in the middle`, value: seconds, gate: false },
      { what: `${name}: rows a second`, value: rows / seconds, gate: false },
      { what: `${name}: most MB of the local cloud`, value: watch.peak, gate: false },
    ];
  } finally {
    await cloud.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
}

/** Writes the list and puts it into the bucket with its statement. @returns the id of the import */
async function drop(cloud: LocalCloud, rows: number): Promise<string> {
  const file = join(cloud.data, 'list.csv');
  const out = openSync(file, 'w');
  writeSync(out, HEADER);
  for (let row = 0; row < rows; row++) writeSync(out, rowOf(row));
  closeSync(out);
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const { json } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  const id = newId('imp', new Date().toISOString());
  const s3 = new S3Client({
    endpoint,
    region: 'eu-central-1',
    credentials: CREDENTIALS,
    forcePathStyle: true,
  });
  await s3.send(
    new PutObjectCommand({
      ...{ Bucket: json.rawBucket, Key: 'lists/bench.csv', Body: await readFile(file) },
      Metadata: { source: 'bench', requested: 'true', 'legal-basis': 'consent', 'import-id': id },
    }),
  );
  s3.destroy();
  return id;
}

const staff = ({ data }: LocalCloud) => ({
  authorization: `Bearer ${readFileSync(join(data, 'staff-token'), 'utf8').trim()}`,
});

/** Looks at an import until it is as far as asked. @param watch the most memory of the process, MB */
async function until(
  cloud: LocalCloud,
  id: string,
  watch: { peak: number },
  // biome-ignore lint/suspicious/noExplicitAny: the answer of the API
  reached: (list: any) => boolean,
) {
  for (;;) {
    const { status, json } = await cloud.call(
      'GET',
      `/v1/imports/${id}?cursor=999999`,
      undefined,
      staff(cloud),
    );
    const most = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${cloud.pid}/status`, 'utf8'))?.[1];
    watch.peak = Math.max(watch.peak, Number(most) / 1024);
    if (status === 200 && reached(json)) return json;
    await setTimeout(POLL_MS);
  }
}

async function readReport(cloud: LocalCloud, id: string): Promise<{ row: number; outcome: Outcome }[]> {
  const all: { row: number; outcome: Outcome }[] = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
    const { json } = await cloud.call('GET', `/v1/imports/${id}?cursor=${cursor}`, undefined, staff(cloud));
    all.push(...json.rows);
    cursor = json.cursor;
  }
  return all;
}

/** Rows of the list (the first is 2) that the report does not tell of exactly once, and rows that are not of the list. */
function notOnce(report: readonly { row: number }[], rows: number): number {
  const told = new Map<number, number>();
  for (const { row } of report) told.set(row, (told.get(row) ?? 0) + 1);
  const once = Array.from({ length: rows }, (_, i) => told.get(i + 2)).filter((count) => count === 1).length;
  return rows - once + report.length - once;
}

const counted = (kinds: readonly Outcome[]): Record<Outcome, number> => {
  const counts = { created: 0, merged: 0, duplicate: 0, quarantined: 0, refused: 0 };
  for (const kind of kinds) counts[kind] += 1;
  return counts;
};

/** Counts what lies in the table, whatever the report says. */
async function inTable(cloud: LocalCloud): Promise<{ leads: number; inquiries: number }> {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const { json } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials: CREDENTIALS });
  const counts = { leads: 0, inquiries: 0 };
  let from: ScanCommand['input']['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: json.table, ProjectionExpression: 'sk', ExclusiveStartKey: from }),
    );
    for (const { sk } of page.Items ?? []) {
      if (sk?.S === 'LEAD') counts.leads += 1;
      if (sk?.S === 'INQUIRY') counts.inquiries += 1;
    }
    from = page.LastEvaluatedKey;
  } while (from);
  client.destroy();
  return counts;
}
