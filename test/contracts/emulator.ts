import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NoTableEngine, startTableEngine, type TableEngine } from '../../infra/local/tables/dynoxide.ts';
import { table } from '../../shared/wiring.ts';

/** A DynamoDB engine for one test file, with fresh tables as the template describes them. */
export interface Emulator {
  client: DynamoDBClient;
  /** Where the engine listens. */
  address: string;
  /** A client of its own, for whoever puts something between it and the engine. */
  newClient(): DynamoDBClient;
  freshTable(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the engine on a file of its own; null, with a line that says why, where there is none for this machine. */
export async function startEmulator(): Promise<Emulator | null> {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-tables-'));
  const engine = await startTableEngine(folder).catch((error: unknown) => {
    if (!(error instanceof NoTableEngine)) throw error;
    console.log(`skipped: ${error.message}`);
    return null;
  });
  return engine && withTables(engine, folder);
}

function withTables(engine: TableEngine, folder: string): Emulator {
  const address = `http://${engine.host}:${engine.port}`;
  const newClient = () =>
    new DynamoDBClient({
      endpoint: address,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const client = newClient();
  let tables = 0;
  return {
    client,
    address,
    newClient,
    freshTable: async () => {
      const name = `leads-${process.pid}-${Date.now()}-${++tables}`;
      await client.send(new CreateTableCommand(layoutOf(name)));
      engine.tend();
      return name;
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function layoutOf(TableName: string): ConstructorParameters<typeof CreateTableCommand>[0] {
  const indexes = Object.values(table.indexes);
  const keys = ({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [table, ...indexes]
      .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
      .map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keys(table),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
}
