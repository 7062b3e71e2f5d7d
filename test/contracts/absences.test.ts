import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import { startEmulator } from './emulator.ts';

const emulator = await startEmulator();
const kinds: [string, () => Promise<Absences>][] = [['in memory', async () => memoryAbsences()]];
if (emulator) {
  const { client, freshTable } = emulator;
  kinds.push(['in DynamoDB', async () => dynamoAbsences({ table: await freshTable(), client })]);
}
afterAll(() => emulator?.stop());

describe.each(kinds)('absences kept %s', (_, open) => {
  let absences: Absences;
  beforeAll(async () => {
    absences = await open();
  });

  it('are none at the beginning', async () => {
    expect(await absences.all()).toEqual({});
    expect(await absences.of('owner-1')).toEqual([]);
  });

  it('are those of each owner, whoever enters theirs at the same time', async () => {
    const week = { from: '2027-02-01', to: '2027-02-05' };
    const owners = Array.from({ length: 20 }, (_, i) => `owner-${i}`);
    await Promise.all(owners.map((owner) => absences.replace(owner, [week])));
    await absences.replace('owner-3', []);
    await absences.replace('owner-4', [week, { from: '2027-03-01', to: '2027-03-01' }]);
    expect(await absences.of('owner-4')).toHaveLength(2);
    const all = await absences.all();
    expect(Object.keys(all)).toHaveLength(20);
    expect([all['owner-0'], all['owner-3'], all['owner-4']?.length]).toEqual([[week], [], 2]);
  });
});
