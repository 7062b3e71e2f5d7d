import { expect, it } from 'vitest';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { acknowledge } from './acknowledge.ts';

const at = '2026-11-24T23:30:00.000Z';
const told = [{ inquiryId: 'inq_1' }, { inquiryId: 'inq_2' }];

it('what a sender was told of is noted by its id and nothing else, under the day (UTC) that it came on', async () => {
  const raw = memoryObjects();
  await acknowledge(raw, told, at);
  expect((await raw.list('')).map(({ key, size }) => [key, size])).toEqual([
    ['acknowledged/2026-11-24/inq_1', 0],
    ['acknowledged/2026-11-24/inq_2', 0],
  ]);
});

it.each([
  ['cannot be written', () => Promise.reject(new Error('down'))],
  ['takes too long', () => new Promise<void>(() => {})],
])('a note that %s keeps nobody from an answer', async (_, put) => {
  await expect(acknowledge({ put }, told, at)).resolves.toBeUndefined();
});
