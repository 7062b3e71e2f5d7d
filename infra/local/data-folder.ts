import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Memory } from './memory.ts';

export const memoryFile = (dataDir: string): string => join(dataDir, 'memory.db');

/** The folder holds something, but nothing that Leitwerk has put there. */
export class NotOurData extends Error {
  override readonly name = 'NotOurData';
}

/**
 * Removes all data of the local cloud.
 * @throws DataInUse while it runs, NotOurData for a folder of something else: LEITWERK_DATA is easily mistyped
 */
export function emptyData(dataDir: string): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  if (!existsSync(memoryFile(dataDir))) {
    throw new NotOurData(
      `${dataDir} holds other things than Leitwerk's data: --fresh removes nothing there.`,
    );
  }
  new Memory(memoryFile(dataDir)).close();
  rmSync(dataDir, { recursive: true });
}
