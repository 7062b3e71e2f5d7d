import { expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { Scheduler } from './scheduler.ts';

const nine = Date.parse('2026-11-24T09:00:00Z');
const at = (minutes: number) => new Date(nine + minutes * 60_000).toISOString();

/** One schedule of every minute from nine o'clock on; what it answers, and when it fired, in minutes. */
function everyMinute(answer: (minute: number) => object) {
  const fired: number[] = [];
  const time = { now: nine };
  const moveTo = (instant: number) => {
    time.now = instant;
  };
  const clock = { now: () => time.now, moveTo } as Clock;
  const rule = { id: 'every-minute', bus: 'default', enabled: true, targets: [] };
  const scheduler = new Scheduler({
    schedules: [{ id: 'every-minute', expression: 'rate(1 minute)', timezone: 'UTC', rule }],
    clock,
    region: 'r',
    account: 'a',
    deliver: async () => {
      const minute = (time.now - nine) / 60_000;
      fired.push(minute);
      return [answer(minute)];
    },
    changes: () => 0,
    calm: async () => {},
    nextDue: () => undefined,
    release: () => {},
  });
  return {
    fired,
    written: (attribute: string, minute: number, item = 'lead') =>
      scheduler.written(item, [[attribute, nine + minute * 60_000]]),
    moveTo: (minute: number) => scheduler.moveTo(nine + minute * 60_000).finally(() => scheduler.stop()),
    pass: (minute: number) => scheduler.moveTo(nine + minute * 60_000),
  };
}

it('leaves out a function that is idle unless something is due before', async () => {
  const day = everyMinute(() => ({ idleUntil: at(600), unlessBefore: 'due' }));
  await day.moveTo(599);
  expect(day.fired).toEqual([1]);
});

it.each([
  ['at the instant that was written', 30.5, [1, 31]],
  ['in the next minute where that instant is over', 3, [1, 21]],
  ['not at all for one that is later', 700, [1]],
])('fires an idle function %s', async (_, minute, fired) => {
  const day = everyMinute(() => ({ idleUntil: at(600), unlessBefore: 'due' }));
  await day.pass(20);
  day.written('other', 25);
  day.written('due', minute);
  await day.moveTo(599);
  expect(day.fired).toEqual(fired);
});

it('knows what was written while the function ran', async () => {
  const day = everyMinute((minute) => {
    if (minute === 1) day.written('due', 40);
    return { idleUntil: at(600), unlessBefore: 'due' };
  });
  await day.moveTo(599);
  expect(day.fired).toEqual([1, 40]);
});

it('does not wake for an instant that was written before it looked', async () => {
  const day = everyMinute((minute) => (minute < 5 ? {} : { idleUntil: at(600), unlessBefore: 'due' }));
  await day.pass(3);
  day.written('due', 50);
  await day.moveTo(599);
  expect(day.fired).toEqual([1, 2, 3, 4, 5]);
});

it('goes by what stands in an item at last, and by the earliest of several', async () => {
  const day = everyMinute(() => ({ idleUntil: at(600), unlessBefore: 'due' }));
  await day.pass(20);
  day.written('due', 25, 'one');
  day.written('due', 60, 'other');
  day.written('due', 50, 'one');
  await day.moveTo(599);
  expect(day.fired).toEqual([1, 50]);
});
