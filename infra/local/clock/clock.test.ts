import { afterEach, expect, it } from 'vitest';
import { Memory } from '../memory.ts';
import { Clock } from './clock.ts';

const at = Date.parse('2026-09-14T06:00:00.000Z');
const memory = new Memory(':memory:');
afterEach(() => memory.remember('clockOffset', '0'));

it('begins fresh data at the asked instant, also one that is over, and goes on with what others remember', () => {
  const fresh = new Clock(new Memory(':memory:'), { at, stands: false });
  expect(fresh.now() - at).toBeGreaterThanOrEqual(0);
  expect(fresh.now() - at).toBeLessThan(10_000);
  memory.remember('clockOffset', '3600000');
  expect(new Clock(memory, { at, stands: false }).now()).toBeGreaterThan(Date.now() + 3_000_000);
});

it('lets time stand between moves, to the millisecond', () => {
  const clock = new Clock(new Memory(':memory:'), { at, stands: true });
  expect(clock.now()).toBe(at);
  clock.moveTo(at + 90_001);
  expect([clock.now(), new Float64Array(clock.shared)[1]]).toEqual([at + 90_001, at + 90_001]);
  clock.moveTo(at);
  expect(clock.now()).toBe(at + 90_001);
});
