import { dynamoRuleSets } from '../../shared/adapters/dynamodb/rule-sets.ts';
import { memoryRuleSets } from '../../shared/adapters/memory/rule-sets.ts';
import { startEmulator } from './emulator.ts';
import { ruleSetsContract } from './rule-sets.contract.ts';

ruleSetsContract('in memory', async () => ({ fresh: async () => memoryRuleSets(), stop: async () => {} }));

const emulator = await startEmulator();
if (emulator) {
  const { client, freshTable, stop } = emulator;
  ruleSetsContract('in DynamoDB', async () => ({
    fresh: async () => dynamoRuleSets({ table: await freshTable(), client }),
    stop,
  }));
}
