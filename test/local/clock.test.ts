import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ask as askAt, type Joints, startJoints } from './joints.ts';

// Real threads and files: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

let joints: Joints;
beforeAll(async () => {
  joints = await startJoints();
});
afterAll(() => joints.cloud.stop());

const ask = (method: string, path: string, body?: unknown) => askAt(joints.base, method, path, body);
const move = (body: object) => ask('POST', '/_local/clock', body);
const now = async () => Date.parse((await ask('GET', '/_local/clock')).json.now);
const stored = async (pk: string) => (await ask('GET', `/things/${encodeURIComponent(pk)}`)).json.n ?? 0;

it('the clock of the machine is the clock inside the functions, at wall speed', async () => {
  const target = new Date((await now()) + 5 * 60_000);
  expect((await move({ to: target.toISOString() })).status).toBe(200);
  const inside = (await ask('GET', '/now')).json;
  expect(Date.parse(inside.now) - target.getTime()).toBeGreaterThanOrEqual(0);
  expect(Date.parse(inside.now) - target.getTime()).toBeLessThan(10_000);
  expect(inside.remaining).toBeGreaterThan(4_000);
  expect(inside.env).toBe('Web');
});

it.each([
  ['backwards', { to: '2020-01-01T00:00:00Z' }],
  ['no duration', { advance: 'tomorrow' }],
  ['nothing', {}],
])('refuses to move: %s', async (_what, body) => {
  const answer = await move(body);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
});

it('fires every schedule on the way', async () => {
  const before = await stored('TICKS');
  await move({ advance: 'PT10M' });
  expect((await stored('TICKS')) - before).toBe(10);
});

it('skips firings of a function that said it is idle, until somebody else changed a table', async () => {
  await ask('POST', '/things', { id: 'idle' });
  await ask('POST', '/_local/settle');
  await move({ advance: 'PT1M' });
  const before = await stored('TICKS');
  await ask('POST', '/things', { id: 'woken' });
  await ask('POST', '/_local/settle');
  // It fires once and is idle for 24 hours, fires again and is idle.
  await move({ advance: 'PT30H' });
  expect((await stored('TICKS')) - before).toBe(2);
});

it('delivers a gathered batch when its window ends on the way', async () => {
  await ask('POST', '/things', { id: 'gathered' });
  const before = await stored('GATHERED');
  await move({ advance: 'PT2M' });
  expect(await stored('GATHERED')).toBe(before + 1);
});

it('keeps the time over a restart', async () => {
  const before = await now();
  await joints.cloud.stop();
  joints = await startJoints(joints.dataDir);
  expect(await now()).toBeGreaterThanOrEqual(before);
  expect((await now()) - before).toBeLessThan(20_000);
});
