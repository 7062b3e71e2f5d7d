import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUtf8 } from './as-utf-8.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitwerk-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

// Longer than what is read at once, with pairs of units at every place.
const text = `Vorname;Ort\n${'Änne;Köln 🙂\n'.repeat(20_000)}`;
const le = Buffer.from(`\uFEFF${text}`, 'utf16le');

it.each([
  ['UTF-16 LE', le],
  ['UTF-16 BE', Buffer.from(le).swap16()],
])('a list in %s is brought as UTF-8, and nothing of it stays behind (R26)', async (name, bytes) => {
  const file = join(folder, `${name}.csv`);
  await writeFile(file, bytes);
  const utf8 = await asUtf8(file);
  expect(await readFile(utf8.file, 'utf8')).toBe(text);
  expect(utf8.file).not.toBe(file);
  await utf8.remove();
  expect([existsSync(utf8.file), existsSync(file)]).toEqual([false, true]);
});

it.each([['Vorname\nEva\n'], ['']])('a list in UTF-8 is read where it is: %j', async (said) => {
  const file = join(folder, 'utf-8.csv');
  await writeFile(file, said);
  const utf8 = await asUtf8(file);
  await utf8.remove();
  expect([utf8.file, existsSync(file)]).toEqual([file, true]);
});

it('a file that is not there is told where it is opened', async () => {
  expect((await asUtf8(join(folder, 'none.csv'))).file).toContain('none.csv');
});
