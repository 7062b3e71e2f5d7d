import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundleInto } from './bundle-into.ts';
import { type FunctionId, functions } from './functions.ts';

let folder: string | undefined;

/**
 * The deployable code of a function. All functions are bundled in one go of esbuild at the first question: its
 * NodejsFunction construct starts a process per function, which takes ten times as long.
 * @returns placeholder code where the stack is synthesised without bundling (`aws:cdk:bundling-stacks`)
 */
export function codeOf(scope: Construct, id: FunctionId): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('export const handler = undefined;');
  folder ??= bundleAll();
  return Code.fromAsset(join(folder, id));
}

function bundleAll(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'leitwerk-bundles-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const entries = Object.entries(functions).map(([id, { entry }]) => [`${id}/index`, `functions/${entry}`]);
  bundleInto(outdir, Object.fromEntries(entries));
  return outdir;
}
