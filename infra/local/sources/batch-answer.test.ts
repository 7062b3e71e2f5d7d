import { expect, it } from 'vitest';
import { failedItems } from './batch-answer.ts';

const known = ['a', 'b', 'c'];

it.each([
  ['nothing', null, []],
  ['no failures', { batchItemFailures: [] }, []],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ['an unknown item: all', { batchItemFailures: [{ itemIdentifier: 'x' }] }, known],
  ['an unreadable answer: all', { batchItemFailures: [{ itemIdentifier: 7 }] }, known],
])('a function that reports %s', (_what, answer, failed) => {
  expect([...failedItems(answer, known)]).toEqual(failed);
});
