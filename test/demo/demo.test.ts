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
async function demo(): Promise<{ said: string; page: string; files: Map<string, string> }> {
  const data = mkdtempSync(join(tmpdir(), 'leitwerk-demo-'));
  folders.push(data);
  const args = ['infra/local/demo/demo.ts', '--days', '3', '--data', data];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const page = stdout.trim().split('\n').at(-1) ?? '';
  const report = join(data, 'report');
  const names = readdirSync(report).sort();
  return {
    said: stdout,
    page: page.replace(data, ''),
    files: new Map(names.map((name) => [name, readFileSync(join(report, name), 'utf8')])),
  };
}

it('tells the same business twice, to the byte, and where its report is', async () => {
  const first = await demo();
  expect(first.page).toBe('/report/index.html');
  expect(first.said).toMatch(/\d+ inquiries, \d+ leads, \d+ of them hot\n\d+ answered in time/);
  expect([...first.files.keys()]).toEqual([
    'daily.csv',
    'deadlines.csv',
    'fairness.csv',
    'funnel.csv',
    'index.html',
    'sources.csv',
    'tracking.csv',
  ]);
  expect(first.files.get('daily.csv')).toContain('2026-09-16;');
  const second = await demo();
  expect([...second.files]).toEqual([...first.files]);
}, 240_000);
