import { copyFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const leftOut = join(import.meta.dirname, 'sdk-left-out.ts');

/** Data that a module reads from beside itself, as it is too much for the code that every start loads. */
const DATA = { 'functions/ingest/rules/place.ts': 'functions/ingest/rules/places.txt' };

/**
 * Bundles modules as they are deployed, all in one go of esbuild.
 * @param entries the file that is written (without its ending) and the module it is made of, from the root of the project
 */
export function bundleInto(outdir: string, entries: Readonly<Record<string, string>>): void {
  const { metafile } = buildSync({
    metafile: true,
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: entry, out })),
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
  for (const [file, { inputs }] of Object.entries(metafile.outputs))
    for (const [module, data] of Object.entries(DATA))
      if (module in inputs) copyFileSync(join(root, data), join(root, dirname(file), basename(data)));
}
