import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { freePort } from '../../infra/local/tables/dynoxide.ts';
import { ask, startFixture } from './joints.ts';

// Real threads and files: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

let child: ChildProcess | undefined;
let over = false;
afterEach(() => {
  over = true;
  child?.kill('SIGKILL');
});

async function start(dataDir: string, port: number): Promise<ChildProcess> {
  if (over) throw new Error('the test is over');
  const script = join(import.meta.dirname, 'run-joints.ts');
  const started = spawn(process.execPath, [script, dataDir, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    started.stdout?.once('data', resolve);
    started.once('exit', () => reject(new Error('ended before it was ready')));
  });
  return started;
}

it('a kill in the middle of the work loses nothing that was acknowledged', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leitwerk-kill-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const acknowledged: string[] = [];
  for (const round of [1, 2]) {
    child = await start(dataDir, port);
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    const post = async (lane: number) => {
      for (let n = 0; !over; n++) {
        const id = `pool${lane}.${round}-${n}`;
        const answer = await ask(base, 'POST', '/things', { id }).catch(() => undefined);
        if (!answer) return;
        if (answer.status === 202) acknowledged.push(id);
        if (acknowledged.length === 60 * round) child?.kill('SIGKILL');
      }
    };
    await Promise.all([...[1, 2, 3, 4].map(post), gone]);
  }
  child = await start(dataDir, port);
  expect((await ask(base, 'POST', '/_local/settle')).status).toBe(200);
  const missing = [];
  for (const id of acknowledged) {
    const { status } = await ask(base, 'GET', `/things/${encodeURIComponent(`DONE#${id}`)}`);
    if (status !== 200) missing.push(id);
  }
  expect(missing).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(120);
  for (const lane of [1, 2, 3, 4]) {
    const { order } = (await ask(base, 'GET', `/things/${encodeURIComponent(`ORDER#pool${lane}`)}`)).json;
    const first = order.filter((id: string, place: number) => order.indexOf(id) === place);
    const byNumber = (id: string) => Number(id.split('-')[1]) + (id.includes('.2-') ? 10_000 : 0);
    expect(first).toEqual([...first].sort((a, b) => byNumber(a) - byNumber(b)));
  }
});

it('a second one on the same data is refused', async () => {
  over = false;
  const dataDir = mkdtempSync(join(tmpdir(), 'leitwerk-twice-'));
  child = await start(dataDir, await freePort());
  await expect(startFixture(dataDir, await freePort())).rejects.toMatchObject({ name: 'DataInUse' });
});
