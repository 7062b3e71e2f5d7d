import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import type { Act } from '../../shared/domain/behaviour.ts';
import type { Visits } from '../../shared/ports/visits.ts';
import { startEmulator } from './emulator.ts';

const emulator = await startEmulator();
const kinds: [string, () => Promise<Visits>][] = [['in memory', async () => memoryVisits()]];
if (emulator) {
  const { client, freshTable } = emulator;
  kinds.push(['in DynamoDB', async () => dynamoVisits({ table: await freshTable(), client })]);
}
afterAll(() => emulator?.stop());

const UNTIL = '2026-12-24T09:00:00.000Z';
const act = (id: string, minute: number): Act => ({
  id,
  type: 'page-view',
  at: `2026-11-24T09:${String(minute).padStart(2, '0')}:00.000Z`,
  consent: 'cmp-1',
});

describe.each(kinds)('visits kept %s', (_, open) => {
  let visits: Visits;
  beforeAll(async () => {
    visits = await open();
  });

  it('are nobody’s until the visitor is known, and then what was done before is found, newest first', async () => {
    await visits.keep('v1', [act('a', 1), act('b', 2)], UNTIL);
    await visits.keep('v1', [act('a', 1), act('b', 2)], UNTIL);
    await visits.keep('v1', [act('c', 3)], UNTIL);
    await visits.keep('v2', [act('d', 4)], UNTIL);
    expect(await visits.personOf('v1')).toBeNull();
    expect((await visits.identify('v1', 'lead_1', UNTIL)).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(await visits.personOf('v1')).toBe('lead_1');
    expect(await visits.personOf('v2')).toBeNull();
  });

  it('belong to whom the visitor named last', async () => {
    await visits.identify('v3', 'lead_1', UNTIL);
    expect(await visits.identify('v3', 'lead_2', UNTIL)).toEqual([]);
    expect(await visits.personOf('v3')).toBe('lead_2');
  });

  it('are linked a hundred batches at most', async () => {
    for (let n = 0; n < 101; n++) await visits.keep('v4', [act(`x${n}`, n % 60)], UNTIL);
    expect(await visits.identify('v4', 'lead_1', UNTIL)).toHaveLength(100);
  });

  it('are counted by day and type, also by several at the same moment', async () => {
    expect(await visits.counted('2026-11-24')).toEqual({});
    await Promise.all(
      Array.from({ length: 10 }, () => visits.count('2026-11-24', { 'page-view': 2, unknown: 1 })),
    );
    await visits.count('2026-11-25', { 'white-paper': 1 });
    expect(await visits.counted('2026-11-24')).toEqual({ 'page-view': 20, unknown: 10 });
    expect(await visits.counted('2026-11-25')).toEqual({ 'white-paper': 1 });
  });
});
