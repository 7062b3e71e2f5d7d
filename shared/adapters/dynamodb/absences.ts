import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Absence } from '../../domain/absence.ts';
import type { Absences } from '../../ports/absences.ts';
import { bytes, number, readBytes, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import { absencesKey } from './keys.ts';
import { fail } from './store-faults.ts';
import { getItem, type Table } from './table-access.ts';

/** Attributes that hold the absences of one owner begin so. */
const OF = 'of:';
const List = z.array(Absence);

/** All absences in one item with an attribute for each owner: an assignment reads them for half a read unit. */
export function dynamoAbsences(options: { table: string; client?: DynamoDBClient }): Absences {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    all: async () => {
      const item = (await getItem(table, absencesKey, { consistent: false })) ?? {};
      const owners = Object.keys(item).filter((name) => name.startsWith(OF));
      return Object.fromEntries(
        owners.map((name) => [name.slice(OF.length), unpack(List, readBytes(item, name), 'absences')]),
      );
    },
    of: async (owner) => {
      const item = (await getItem(table, absencesKey)) ?? {};
      const name = `${OF}${owner}`;
      return name in item ? unpack(List, readBytes(item, name), 'absences') : [];
    },
    replace: async (owner, absences) => {
      const command = new UpdateItemCommand({
        TableName: table.table,
        Key: texts({ ...absencesKey }),
        UpdateExpression: 'SET #owner = :absences, #type = :type, schemaVersion = :version',
        ExpressionAttributeNames: { '#owner': `${OF}${owner}`, '#type': 'type' },
        ExpressionAttributeValues: {
          ':absences': bytes(pack(absences)),
          ':type': text('absences'),
          ':version': number(SCHEMA_VERSION),
        },
      });
      await table.client.send(command).catch(fail);
    },
  };
}
