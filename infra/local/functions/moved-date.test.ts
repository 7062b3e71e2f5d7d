import { afterEach, expect, it } from 'vitest';
import { moveDate } from './moved-date.ts';

const Wall = Date;
afterEach(() => {
  globalThis.Date = Wall;
});

it('moves every way of asking for the present and nothing else', () => {
  const offset = new SharedArrayBuffer(8);
  moveDate(offset);
  const before = Wall.now();
  new Float64Array(offset)[0] = 86_400_000;
  // biome-ignore lint/complexity/useDateNow: both ways are to be moved
  for (const now of [Date.now(), new Date().getTime(), Date.parse(`${Date()}`)]) {
    expect(now - before).toBeGreaterThanOrEqual(86_400_000 - 1_000);
    expect(now - before).toBeLessThan(86_400_000 + 10_000);
  }
  expect(new Date(0).getTime()).toBe(0);
  expect(new Date('2026-11-24T09:00:00Z').toISOString()).toBe('2026-11-24T09:00:00.000Z');
  expect(Date.UTC(1970, 0, 1)).toBe(0);
  expect(new Date()).toBeInstanceOf(Date);
  expect(new Wall()).toBeInstanceOf(Date);
  expect(Number.isInteger(Date.now())).toBe(true);
});
