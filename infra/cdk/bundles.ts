import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { type FunctionId, functions } from './functions.ts';

const root = resolve(import.meta.dirname, '../..');
const leftOut = join(import.meta.dirname, 'sdk-left-out.ts');
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
  buildSync({
    absWorkingDir: root,
    entryPoints: Object.entries(functions).map(([id, { entry }]) => ({
      in: `functions/${entry}`,
      out: `${id}/index`,
    })),
    outdir,
    bundle: true,
    // No source maps: larger than the code, and a tenth of a cold start to read. The same commit bundled with them gives the place
    // of any line of a stack.
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
      '@aws-sdk/middleware-endpoint-discovery': leftOut,
      '@smithy/core/event-streams': leftOut,
    },
    // Packages in the old module format call require for what Node brings along.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outdir;
}
