import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newList } from '../../functions/ingest/begin-list.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { memoryListImports } from '../../shared/adapters/memory/list-imports.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import { startEmulator } from './emulator.ts';

const emulator = await startEmulator();
const kinds: [string, () => Promise<ListImports>][] = [['in memory', async () => memoryListImports()]];
if (emulator) {
  const { client, freshTable } = emulator;
  kinds.push(['in DynamoDB', async () => dynamoListImports({ table: await freshTable(), client })]);
}
afterAll(() => emulator?.stop());

const list = (id: string) =>
  newList(
    {
      id,
      statement: {
        source: 'fair',
        channel: 'trade_fair',
        kind: 'inquiries' as const,
        requested: true,
        legalBasis: 'consent',
        map: {},
        dryRun: false,
      },
      by: 'system',
      correlationId: 'cor_1',
      file: { key: 'lists/fair.csv', size: 10 },
    },
    '2026-11-24T09:00:00.000Z',
  );

describe.each(kinds)('lists kept %s', (_, open) => {
  let lists: ListImports;
  beforeAll(async () => {
    lists = await open();
  });

  it('begin once', async () => {
    expect(await lists.load('imp_1')).toBeNull();
    expect(await Promise.all([lists.begin(list('imp_1')), lists.begin(list('imp_1'))])).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(await lists.load('imp_1')).toEqual(list('imp_1'));
  });

  it('advance one step at a time, whoever else is at it', async () => {
    const next = { ...list('imp_1'), state: 'running' as const };
    expect(await Promise.all([lists.advance(next), lists.advance(next)])).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(await lists.load('imp_1')).toEqual({ ...next, version: 1 });
    expect(await lists.advance({ ...list('imp_9'), version: 0 })).toBe(false);
  });

  it('are found, the newest first', async () => {
    for (const id of ['imp_3', 'imp_2']) await lists.begin(list(id));
    expect((await lists.recent(2)).map(({ id }) => id)).toEqual(['imp_3', 'imp_2']);
  });
});
