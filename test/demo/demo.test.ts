import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs the demo for three days; answers what it said, and the report's files. */
async function demo(): Promise<{ said: string; page: string; files: Map<string, string>; data: string }> {
  const data = mkdtempSync(join(tmpdir(), 'leitwerk-demo-'));
  folders.push(data);
  const args = ['infra/local/demo/demo.ts', '--days', '3', '--data', data];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const page = stdout.trim().split('\n').at(-1) ?? '';
  const report = join(data, 'report');
  const names = readdirSync(report).sort();
  return {
    said: stdout,
    data,
    page: page.replace(data, ''),
    files: new Map(names.map((name) => [name, readFileSync(join(report, name), 'utf8')])),
  };
}

it('tells the same business twice, to the byte, and where its report is; replayed and simulated it is as it was (R23)', async () => {
  const first = await demo();
  expect(first.page).toBe('/report/index.html');
  expect(first.said).toMatch(/\d+ inquiries, \d+ leads, \d+ of them hot\n\d+ answered in time/);
  expect([...first.files.keys()]).toEqual([
    'audit.csv',
    'audit.json',
    'daily.csv',
    'deadlines.csv',
    'fairness.csv',
    'funnel.csv',
    'index.html',
    'losses.csv',
    'sources.csv',
    'tracking.csv',
  ]);
  expect(first.files.get('daily.csv')).toContain('2026-09-16;');
  const { data } = first;
  const leitwerk = async (...words: string[]) => {
    const args = ['cli/leitwerk.mjs', ...words, '--data', data, '--json'];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  };
  // What was decided comes out again, and so do the rules in force: owners, classes and deadlines as they are stored.
  expect(await leitwerk('replay')).toMatchObject({ different: 0, unjudged: {}, findings: [] });
  expect(await leitwerk('rules', 'simulate')).toMatchObject({
    leads: expect.any(Number),
    changes: { class: 0, pool: 0, owner: 0, deadline: 0 },
    ripe: { gained: 0, lost: 0 },
    unlikeStored: { class: 0, ripe: 0, owner: 0, deadline: 0 },
  });
  const second = await demo();
  expect([...second.files]).toEqual([...first.files]);
}, 240_000);
