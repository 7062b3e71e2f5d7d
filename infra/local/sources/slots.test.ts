import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

it('runs no more at a time than there is room for, in the order of asking, and goes on after a failure', async () => {
  const slots = new Slots(2);
  const ends: (() => void)[] = [];
  const began: number[] = [];
  const work = (n: number) =>
    slots.run(() => {
      began.push(n);
      return new Promise<number>((resolve, reject) =>
        ends.push(() => (n === 1 ? reject(new Error('1')) : resolve(n))),
      );
    });
  const results = Promise.allSettled([1, 2, 3, 4].map(work));
  await Promise.resolve();
  expect(began).toEqual([1, 2]);
  while (ends.length > 0) {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(began).toEqual([1, 2, 3, 4]);
  expect((await results).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
