import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { claimsContract } from './claims.contract.ts';
import { startEmulator } from './emulator.ts';

claimsContract('in memory', async () => ({ claims: memoryClaims(), stop: async () => {} }));

const emulator = await startEmulator();
if (emulator) {
  const { client, stop } = emulator;
  claimsContract('in DynamoDB', async () => ({
    claims: dynamoClaims({ table: await emulator.freshTable(), client }),
    stop,
  }));
}
