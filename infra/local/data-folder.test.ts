import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { emptyData, memoryFile } from './data-folder.ts';
import { Memory } from './memory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitwerk-data-'));
});

it('removes what Leitwerk has put there', () => {
  new Memory(memoryFile(folder)).close();
  emptyData(folder);
  expect(existsSync(folder)).toBe(false);
});

it('leaves a folder alone that holds something else', () => {
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  expect(() => emptyData(folder)).toThrow('holds other things');
  expect(existsSync(join(folder, 'thesis.txt'))).toBe(true);
});

it('leaves data alone on which another one runs', () => {
  const other = new Memory(memoryFile(folder));
  expect(() => emptyData(folder)).toThrow(expect.objectContaining({ name: 'DataInUse' }));
  other.close();
});

it('an empty or missing folder is fine', () => {
  emptyData(folder);
  emptyData(join(folder, 'missing'));
});
