#!/usr/bin/env node
// Runs the command on the Node that the project pins, also where the machine's own Node is older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PINNED_MAJOR = 24;
const pinned = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.bin/node');
if (Number(process.versions.node.split('.')[0]) < PINNED_MAJOR && existsSync(pinned)) {
  const { status } = spawnSync(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} else {
  // What was compiled for one command is there for the next, which begins in less than half the time.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const { run } = await import('./program.ts');
  await run(process.argv);
}
