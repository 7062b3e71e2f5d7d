import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { startEmulator } from './emulator.ts';
import { peopleContract } from './people.contract.ts';

peopleContract('in memory', async () => ({ people: async () => memoryPeople(), stop: async () => {} }));

const emulator = await startEmulator();
if (emulator) {
  peopleContract('in DynamoDB', async () => ({
    people: async () => dynamoPeople({ table: await emulator.freshTable(), client: emulator.client }),
    stop: emulator.stop,
  }));
}
