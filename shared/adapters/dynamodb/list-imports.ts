import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListImport } from '../../domain/list.ts';
import type { ListImports } from '../../ports/list-imports.ts';
import { table as layout } from '../../wiring.ts';
import { bytes, type Item, number, readBytes, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import { listKey, listPartition } from './keys.ts';
import { fail } from './store-faults.ts';
import { getItem, putItem, type Table } from './table-access.ts';

/** The row reports are gone before that. */
const KEEP_SECONDS = 90 * 86_400;

/** Each list as one item of one partition, so that the newest are found without an index: lists are few. */
export function dynamoListImports(options: { table: string; client?: DynamoDBClient }): ListImports {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    begin: async (list) =>
      (await putItem(table, { Item: itemOf(list), ConditionExpression: 'attribute_not_exists(pk)' })) ===
      null,

    load: async (id) => {
      const item = await getItem(table, listKey(id));
      return item ? readList(item) : null;
    },

    advance: async (list) => {
      const put = {
        Item: itemOf({ ...list, version: list.version + 1 }),
        ConditionExpression: 'version = :before',
        ExpressionAttributeValues: { ':before': number(list.version) },
      };
      return (await putItem(table, put)) === null;
    },

    recent: async (limit) => {
      const command = new QueryCommand({
        TableName: table.table,
        KeyConditionExpression: 'pk = :lists',
        ExpressionAttributeValues: { ':lists': text(listPartition) },
        ScanIndexForward: false,
        Limit: limit,
      });
      const { Items = [] } = await table.client.send(command).catch(fail);
      return Items.map(readList);
    },
  };
}

function itemOf(list: ListImport): Item {
  return {
    ...texts({ ...listKey(list.id), type: 'list' }),
    schemaVersion: number(SCHEMA_VERSION),
    version: number(list.version),
    body: bytes(pack(list)),
    [layout.timeToLive]: number(Math.floor(Date.parse(list.createdAt) / 1000) + KEEP_SECONDS),
  };
}

const readList = (item: Item): ListImport => unpack(ListImport, readBytes(item, 'body'), 'list');
