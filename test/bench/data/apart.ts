import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { Figure } from './figure.ts';

/** Measures in a process of its own, in which nothing else was loaded. @param script beside this file; it prints the figures as JSON */
export function figuresApart(script: string): Figure[] {
  const options = { stdio: ['ignore', 'pipe', 'inherit'] } satisfies Parameters<typeof execFileSync>[2];
  const told = execFileSync(process.execPath, [join(import.meta.dirname, script)], options);
  return z.array(Figure).parse(JSON.parse(told.toString()));
}
