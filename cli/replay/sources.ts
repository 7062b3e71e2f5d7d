import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startTableEngine } from '../../infra/local/tables/dynoxide.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { dynamoClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { ruleSetOf } from '../../shared/adapters/dynamodb/rule-sets.ts';
import { archiveKey } from '../../shared/area-tables.ts';
import { connect } from '../connection.ts';
import { CliFailure } from '../output.ts';
import { MANIFEST, readExport } from './export.ts';
import { type Contents, readStore } from './read-store.ts';

export interface SourceOptions {
  data?: string;
  local?: boolean;
  stage: string;
}

const TABLES = 'tables.db';

/**
 * Reads what is to be replayed: an export, the data folder of a local system that has stopped, or a running system.
 * @throws CliFailure where there is nothing of the kind
 */
export async function readSource(options: SourceOptions, told: (leads: number) => void): Promise<Contents> {
  if (options.data === undefined) return readSystem(options, told);
  const folder = resolve(options.data);
  if (existsSync(join(folder, MANIFEST))) return readExport(folder);
  const data = [folder, join(folder, 'data')].find((candidate) => existsSync(join(candidate, TABLES)));
  if (!data) throw new CliFailure(`${folder} holds neither an export nor data of a local system.`);
  return readData(data, told);
}

async function readSystem(options: SourceOptions, told: (leads: number) => void): Promise<Contents> {
  const { table, rulesBucket } = await connect(options);
  const archive = s3Objects(rulesBucket);
  const archived = async (hash: string): Promise<unknown> => {
    const found = await archive.get(archiveKey(hash));
    return found === null ? null : JSON.parse(Buffer.from(found).toString('utf8'));
  };
  return readTable(table, archived, told);
}

/** Reads a copy of the tables: the folder stays as it is. */
async function readData(folder: string, told: (leads: number) => void): Promise<Contents> {
  const copy = mkdtempSync(join(tmpdir(), 'leitwerk-replay-'));
  try {
    for (const name of [TABLES, `${TABLES}-wal`, `${TABLES}-shm`])
      if (existsSync(join(folder, name))) cpSync(join(folder, name), join(copy, name));
    const engine = await startTableEngine(copy);
    try {
      process.env.AWS_ENDPOINT_URL = `http://${engine.host}:${engine.port}`;
      process.env.AWS_REGION = 'eu-central-1';
      process.env.AWS_ACCESS_KEY_ID = 'cli';
      process.env.AWS_SECRET_ACCESS_KEY = 'local';
      const { TableNames: names = [] } = await new DynamoDBClient({}).send(new ListTablesCommand({}));
      const [table] = names;
      if (!table) throw new CliFailure(`There is no table in ${folder}.`);
      return await readTable(table, archivedIn(folder), told);
    } finally {
      await engine.stop();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The archive of the rules among the files of a local system, whichever of its buckets that is. */
function archivedIn(folder: string): (hash: string) => Promise<unknown> {
  const buckets = join(folder, 's3', 'buckets');
  const names = existsSync(buckets) ? readdirSync(buckets) : [];
  return async (hash) => {
    const files = names.map((name) => join(buckets, name, 'objects', `${archiveKey(hash)}.data`));
    const file = files.find((candidate) => existsSync(candidate));
    return file === undefined ? null : JSON.parse(readFileSync(file, 'utf8'));
  };
}

function readTable(
  table: string,
  archived: (hash: string) => Promise<unknown>,
  told: (leads: number) => void,
): Promise<Contents> {
  const store = dynamoLeadStore({ table });
  const client = dynamoClient();
  return readStore({ store, ruleSet: (hash) => ruleSetOf({ table, client }, hash), archived }, told);
}
