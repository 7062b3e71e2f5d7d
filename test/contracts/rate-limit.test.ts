import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { startEmulator } from './emulator.ts';
import { rateLimitContract } from './rate-limit.contract.ts';

rateLimitContract('in memory', async () => {
  const limit = memoryRateLimit();
  return { limits: [limit, limit], stop: async () => {} };
});

const emulator = await startEmulator();
if (emulator) {
  const { client, stop } = emulator;
  rateLimitContract('in DynamoDB', async () => {
    const table = await emulator.freshTable();
    return { limits: [dynamoRateLimit({ table, client }), dynamoRateLimit({ table, client })], stop };
  });
}
