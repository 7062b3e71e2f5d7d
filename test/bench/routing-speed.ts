import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { bundleInto } from '../../infra/cdk/bundle-into.ts';

const Spent = z.object({ cpu: z.number() });

/**
 * Routes 10,000 hot leads with the router bundled as it is deployed, in a fresh process, over a store that only keeps
 * versions apart: rule, pool, fair turn, clocks, and both written.
 * @returns seconds of CPU
 */
export async function measureRouting(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-router-'));
  try {
    bundleInto(folder, { choose: 'functions/route/route-lead.ts', give: 'functions/route/assign-lead.ts' });
    const bundles = ['choose.mjs', 'give.mjs'].map((name) => join(folder, name));
    const script = join(import.meta.dirname, 'routing-run.ts');
    const env = { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' };
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...bundles], { env });
    return Spent.parse(JSON.parse(stdout)).cpu;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
