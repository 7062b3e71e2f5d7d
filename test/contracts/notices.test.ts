import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoNotices } from '../../shared/adapters/dynamodb/notices.ts';
import { memoryNotices } from '../../shared/adapters/memory/notices.ts';
import type { Bundle, Notices } from '../../shared/ports/notices.ts';
import { startEmulator } from './emulator.ts';

const emulator = await startEmulator();
const kinds: [string, () => Promise<Notices>][] = [['in memory', async () => memoryNotices()]];
if (emulator) {
  const { client, freshTable } = emulator;
  kinds.push(['in DynamoDB', async () => dynamoNotices({ table: await freshTable(), client })]);
}
afterAll(() => emulator?.stop());

const NOW = '2026-11-24T09:00:00.000Z';
const SOON = '2026-11-24T09:15:00.000Z';
const LATER = '2026-11-24T09:30:00.000Z';
const about = (n: number, at = NOW) => ({ eventId: `lead_${n}.4`, leadId: `lead_${n}`, at });
const ids = (bundle: Bundle | null) => bundle?.notices.map(({ leadId }) => leadId) ?? null;

describe.each(kinds)('messages that wait for their reader, %s,', (_, open) => {
  let notices: Notices;
  beforeEach(async () => {
    notices = await open();
  });

  it('are told at once where nothing was told before, then together a quarter of an hour later', async () => {
    await notices.add('anna', about(1), NOW);
    const first = await notices.take('anna', NOW, 10);
    expect(ids(first)).toEqual(['lead_1']);
    for (const n of [2, 3]) await notices.add('anna', about(n), NOW);
    if (first) await notices.told(first, SOON);
    expect(await notices.take('anna', NOW, 10)).toBeNull();
    const second = await notices.take('anna', SOON, 10);
    expect(ids(second)).toEqual(['lead_2', 'lead_3']);
    expect(second?.id).not.toBe(first?.id);
  });

  it('are taken the oldest first, so many at a time, and tell whether more wait', async () => {
    for (const [n, at] of [[1, LATER] as const, [2, NOW] as const, [3, SOON] as const])
      await notices.add('anna', about(n, at), NOW);
    const first = await notices.take('anna', NOW, 2);
    expect([ids(first), first?.more]).toEqual([['lead_2', 'lead_3'], true]);
    if (first) await notices.told(first, NOW);
    const second = await notices.take('anna', NOW, 2);
    expect([ids(second), second?.more]).toEqual([['lead_1'], false]);
  });

  it('stay the same bundle until they are told, whatever comes meanwhile', async () => {
    await notices.add('anna', about(1), NOW);
    const first = await notices.take('anna', NOW, 10);
    await notices.add('anna', about(2), NOW);
    expect(await notices.take('anna', LATER, 10)).toEqual(first);
  });

  it('are kept once, also after they were told', async () => {
    await Promise.all([1, 2, 3].map(() => notices.add('anna', about(1), NOW)));
    const first = await notices.take('anna', NOW, 10);
    expect(ids(first)).toEqual(['lead_1']);
    if (first) await notices.told(first, SOON);
    await notices.add('anna', about(1), SOON);
    expect(await notices.take('anna', SOON, 10)).toBeNull();
  });

  it('are forgotten by whoever told them first', async () => {
    await notices.add('anna', about(1), NOW);
    const first = await notices.take('anna', NOW, 10);
    if (!first) throw new Error('nothing waits');
    await notices.told(first, SOON);
    await notices.told(first, LATER);
    await notices.add('anna', about(2), NOW);
    expect(ids(await notices.take('anna', SOON, 10))).toEqual(['lead_2']);
  });

  it('get a turn at once again when nothing has waited at a turn', async () => {
    await notices.add('anna', about(1), NOW);
    const first = await notices.take('anna', NOW, 10);
    if (first) await notices.told(first, SOON);
    expect(await notices.take('anna', SOON, 10)).toBeNull();
    expect(await notices.due(LATER, 10)).toEqual({ readers: [], nextAt: null });
    await notices.add('anna', about(2), LATER);
    expect(ids(await notices.take('anna', LATER, 10))).toEqual(['lead_2']);
  });

  it('are lost by none of many who add and take at the same time', async () => {
    const told: string[] = [];
    const tell = async (now: string) => {
      const bundle = await notices.take('anna', now, 3);
      if (!bundle) return;
      told.push(...(ids(bundle) ?? []).map((id) => `${bundle.id} ${id}`));
      await notices.told(bundle, now);
    };
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await notices.add('anna', about(n), NOW);
        await tell(NOW);
      }),
    );
    while ((await notices.due(NOW, 1)).readers.length > 0) await tell(NOW);
    // Two may have taken the same bundle: its name lets only one of them send it.
    expect(new Set(told).size).toBe(20);
  });

  it('have readers in the order of their turns', async () => {
    await notices.add('anna', about(1), SOON);
    await notices.add('capacity:north#1', about(2), NOW);
    await notices.add('carl', about(3), LATER);
    expect(await notices.due(SOON, 10)).toEqual({ readers: ['capacity:north#1', 'anna'], nextAt: LATER });
    expect(await notices.due(SOON, 1)).toEqual({ readers: ['capacity:north#1'], nextAt: SOON });
  });
});
