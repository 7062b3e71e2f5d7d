import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that goes on until it is told to end. */
function workbench(slots: Slots) {
  const began: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (n: number) => () => {
    began.push(n);
    return new Promise<number>((resolve, reject) =>
      ends.set(n, () => (n === 1 ? reject(new Error('1')) : resolve(n))),
    );
  };
  const results: Promise<unknown>[] = [];
  return {
    began,
    results,
    batch: (n: number) => results.push(slots.run(work(n))),
    person: (n: number) => results.push(slots.first(work(n))),
    end: async (n: number) => {
      ends.get(n)?.();
      await turn();
    },
  };
}

it('runs no more batches than there is room for, in the order of asking, and goes on after a failure', async () => {
  const bench = workbench(new Slots(2));
  for (const n of [1, 2, 3, 4]) bench.batch(n);
  const settled = Promise.allSettled(bench.results);
  await turn();
  expect(bench.began).toEqual([1, 2]);
  for (const n of [1, 2, 3, 4]) await bench.end(n);
  expect(bench.began).toEqual([1, 2, 3, 4]);
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});

it('while a person waits, one batch at a time goes on', async () => {
  const bench = workbench(new Slots(3));
  bench.person(10);
  for (const n of [2, 3, 4]) bench.batch(n);
  await turn();
  expect(bench.began).toEqual([10, 2]);
  await bench.end(2);
  expect(bench.began).toEqual([10, 2, 3]);
  await bench.end(10);
  expect(bench.began).toEqual([10, 2, 3, 4]);
});
