import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Person } from '../../domain/person.ts';
import type { People } from '../../ports/people.ts';
import { bytes, type Item, number, readBytes, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import { blockPartition, type Key, organisationPartition, recognisedKey } from './keys.ts';
import { putAll } from './put-all.ts';
import { fail } from './store-faults.ts';
import { getItem, putItem, type Table } from './table-access.ts';

const Known = Person.shape.known;

/**
 * People on DynamoDB: an entry per key and lead, and one beside the lead that names the keys, so that all can be found when
 * the person is to be forgotten. A new person costs a write unit per entry; comparing, a read unit per key (4 KB, some 20
 * people); an organisation, half of one per key (some 40 people).
 */
export function dynamoPeople(options: { table: string; client?: DynamoDBClient }): People {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };

  async function newest(partition: string, limit: number, ConsistentRead: boolean): Promise<Item[]> {
    const command = new QueryCommand({
      TableName: table.table,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': text(partition) },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead,
    });
    return (await table.client.send(command).catch(fail)).Items ?? [];
  }

  return {
    enter: async (person, isNew) => {
      const { leadId, known, keys, organisations } = person;
      const found = isNew ? undefined : await getItem(table, recognisedKey(leadId));
      const before = found && unpack(Person, readBytes(found, 'body'), 'person');
      const all: Person = {
        ...person,
        keys: union(keys, before?.keys),
        organisations: union(organisations, before?.organisations),
      };
      // The entry that names the others comes first: none is ever left that nobody can find.
      await putItem(table, { Item: entry('person', recognisedKey(leadId), all) });
      await putAll(table, [
        ...[...new Set(keys)].map((key) => entry('block', { pk: blockPartition(key), sk: leadId }, known)),
        ...[...new Set(organisations)].map((key) =>
          entry('colleague', { pk: organisationPartition(key), sk: leadId }, {}),
        ),
      ]);
    },
    // Of two who enter at the same moment, the later one must see the other.
    under: (keys, limit) =>
      Promise.all(
        keys.map(async (key) =>
          (await newest(blockPartition(key), limit, true)).map((item) => ({
            leadId: readText(item, 'sk'),
            known: unpack(Known, readBytes(item, 'body'), 'block'),
          })),
        ),
      ),
    ofOrganisation: async (keys, limit) => {
      const found = await Promise.all(keys.map((key) => newest(organisationPartition(key), limit, false)));
      const ids = found.flat().map((item) => readText(item, 'sk'));
      return [...new Set(ids.sort((a, b) => (a < b ? 1 : -1)))];
    },
  };
}

const union = (fresh: readonly string[], old: readonly string[] = []): string[] => [
  ...new Set([...fresh, ...old]),
];

const entry = (type: string, key: Key, body: object): Item => ({
  ...texts({ ...key, type }),
  schemaVersion: number(SCHEMA_VERSION),
  body: bytes(pack(body)),
});
