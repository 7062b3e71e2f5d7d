import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Memory } from '../memory.ts';
import type { QueueModel } from '../template/model.ts';
import { Queues } from './queues.ts';

const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
const model = (name: string, more: Partial<QueueModel> = {}): QueueModel => ({
  id: name,
  name,
  arn: arn(name),
  url: `http://127.0.0.1:1/000000000000/${name}`,
  fifo: false,
  contentDeduplication: false,
  deduplicatesPerGroup: true,
  visibilitySeconds: 30,
  delaySeconds: 0,
  ...more,
});
const redrive = { deadLetterArn: arn('Dead'), maxReceives: 2 };
const models = [model('Work', { redrive }), model('Turn.fifo', { fifo: true }), model('Dead')];

let folder: string;
let memory: Memory;
let queues: Queues;
let now: number;
const open = () => {
  memory = new Memory(join(folder, 'memory.db'));
  queues = new Queues(models, memory, () => now);
};
beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
  folder = mkdtempSync(join(tmpdir(), 'leitwerk-queue-'));
  open();
});
afterEach(() => {
  vi.useRealTimers();
  memory.close();
});
const reopen = () => {
  memory.close();
  open();
};
const bodies = (name: string, count = 10) =>
  queues
    .get(name)
    .receive(count)
    .map(({ body }) => body);

it('what is in work when the machine dies is there again, what was done is not', () => {
  for (const body of ['a', 'b', 'c']) queues.get('Work').send({ body });
  const [first] = queues.get('Work').receive(2);
  queues.get('Work').remove(first?.receipt ?? '');
  reopen();
  expect(bodies('Work')).toEqual(['b', 'c']);
});

it('what cannot be done shows again after a while, and ends among the dead letters', () => {
  const work = queues.get('Work');
  work.send({ body: 'poison' });
  const [first] = work.receive(1);
  work.putBack(first?.receipt ?? '', 500);
  expect(work.counts).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  vi.advanceTimersByTime(500);
  const [second] = work.receive(1);
  expect(second?.receives).toBe(2);
  work.putBack(second?.receipt ?? '', 500);
  expect(work.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  reopen();
  expect(bodies('Dead')).toEqual(['poison']);
});

it('receives are remembered over a restart', () => {
  const work = queues.get('Work');
  work.send({ body: 'poison' });
  work.putBack(work.receive(1)[0]?.receipt ?? '', 500);
  reopen();
  expect(queues.get('Work').receive(1)[0]?.receives).toBe(2);
});

it('a group is served in order and closed while letters of it are in work; groups run side by side', () => {
  const turn = queues.get('Turn.fifo');
  for (const body of ['a1', 'b1', 'a2', 'a3']) turn.send({ body, group: body[0], deduplicationId: body });
  const batch = turn.receive(2);
  expect(batch.map(({ body }) => body)).toEqual(['a1', 'a2']);
  expect(bodies('Turn.fifo')).toEqual(['b1']);
  expect(bodies('Turn.fifo')).toEqual([]);
  turn.remove(batch[0]?.receipt ?? '');
  turn.putBack(batch[1]?.receipt ?? '', 500);
  expect(bodies('Turn.fifo')).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(bodies('Turn.fifo')).toEqual(['a2', 'a3']);
});

it('a deduplication id counts once in five minutes of the system time', () => {
  const turn = queues.get('Turn.fifo');
  const send = () => turn.send({ body: 'x', group: 'g', deduplicationId: 'd' }).messageId;
  const first = send();
  expect(send()).toBe(first);
  now += 300_001;
  expect(send()).not.toBe(first);
});

it('a delayed message shows when the clock has come so far', () => {
  const work = queues.get('Work');
  work.send({ body: 'later', delaySeconds: 60 });
  expect([work.counts.delayed, work.nextDelayed]).toEqual([1, now + 60_000]);
  reopen();
  expect(bodies('Work')).toEqual([]);
  now += 60_000;
  queues.tick();
  expect(bodies('Work')).toEqual(['later']);
});

it('dead letters go back where they came from', () => {
  const work = queues.get('Work');
  work.send({ body: 'a' });
  for (const _attempt of [1, 2]) {
    work.putBack(work.receive(1)[0]?.receipt ?? '', 1);
    vi.advanceTimersByTime(1);
  }
  expect(queues.get('Dead').moveAll(({ source }) => queues.find(source ?? ''))).toBe(1);
  expect(bodies('Work')).toEqual(['a']);
});
