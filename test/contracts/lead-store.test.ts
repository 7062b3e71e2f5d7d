import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { leadKey } from '../../shared/adapters/dynamodb/keys.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { startEmulator } from './emulator.ts';
import { leadStoreContract } from './lead-store.contract.ts';

const memories = new Map<unknown, ReturnType<typeof memoryLeadStore>>();

leadStoreContract('in memory', async () => ({
  store: async (options) => {
    const store = memoryLeadStore(options);
    memories.set(store, store);
    return store;
  },
  spoil: async (store, leadId) => memories.get(store)?.spoil(leadId),
  histories: 100,
  stop: async () => {},
}));

const emulator = await startEmulator();
if (emulator) {
  const tables = new Map<unknown, string>();
  leadStoreContract('in DynamoDB', async () => ({
    store: async ({ now }) => {
      const table = await emulator.freshTable();
      const store = dynamoLeadStore({ table, client: emulator.client, now });
      tables.set(store, table);
      return store;
    },
    spoil: async (store, leadId) => {
      const { pk, sk } = leadKey(leadId);
      const Item = {
        pk: { S: pk },
        sk: { S: sk },
        type: { S: 'lead' },
        body: { B: Buffer.from('spoilt') },
        rp: { S: 'LEADS' },
        rs: { S: leadId },
      };
      await emulator.client.send(new PutItemCommand({ TableName: tables.get(store), Item }));
    },
    histories: 30,
    stop: emulator.stop,
  }));
}
