/** Brings a list into the bucket of a system, and waits until it is worked off. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { HEAD_BYTES, readHead } from '../../functions/ingest/begin-list.ts';
import { readStatement } from '../../functions/ingest/list-statement.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { ListImport, ListStatement } from '../../shared/domain/list.ts';
import { prefixes } from '../../shared/wiring.ts';
import type { Connection } from '../connection.ts';
import { CliFailure } from '../output.ts';

const POLL_MS = 500;
/** How long a list may wait for somebody to begin with it. */
const PATIENCE_MS = 120_000;

/**
 * Reads what is stated about a list, and its header, before anything is sent.
 * @throws CliFailure that names all that is wrong
 */
export async function checkList(
  file: string,
  said: Readonly<Record<string, string | undefined>>,
): Promise<{ statement: ListStatement; size: number }> {
  const read = readStatement(said);
  if (!read.ok) throw new CliFailure(read.faults.map(({ message }) => message).join('\n'));
  const handle = await open(file).catch((cause) => {
    throw new CliFailure(`${file} cannot be read.`, { cause });
  });
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = readHead(buffer.subarray(0, bytesRead), bytesRead >= size, read.statement);
    if ('code' in head) throw new CliFailure(`${file}: ${head.detail}`);
    return { statement: read.statement, size };
  } finally {
    await handle.close();
  }
}

/** Stores the list with its statement beside it, from where the system takes it in. @returns the id of the import */
export async function dropList(
  { rawBucket }: Connection,
  file: string,
  { statement, size }: { statement: ListStatement; size: number },
): Promise<string> {
  const s3 = new S3Client({ forcePathStyle: true });
  const importId = newId('imp', new Date().toISOString());
  const Key = `${prefixes.droppedLists}${importId}-${basename(file).replace(/[^\w.-]/g, '_')}`;
  const beside = JSON.stringify({ ...statement, 'import-id': importId });
  // The statement first: the file is what wakes the system.
  await s3.send(new PutObjectCommand({ Bucket: rawBucket, Key: `${Key}.json`, Body: beside }));
  const Body = createReadStream(file);
  await s3.send(
    new PutObjectCommand({ Bucket: rawBucket, Key, Body, ContentLength: size, ContentType: 'text/csv' }),
  );
  s3.destroy();
  return importId;
}

/** Waits for the end of an import. @param tell is told how far it is, after each look */
export async function followList(
  { table }: Connection,
  importId: string,
  tell: (list: ListImport) => void,
): Promise<ListImport> {
  const lists = dynamoListImports({ table });
  for (let waited = 0; ; waited += POLL_MS) {
    const list = await lists.load(importId);
    if (list) tell(list);
    if (list && (list.state === 'done' || list.state === 'refused')) return list;
    if (!list && waited > PATIENCE_MS)
      throw new CliFailure(`The list is stored, but nobody takes it in: see the alarm ListsDeadLetters.`);
    await setTimeout(POLL_MS);
  }
}
