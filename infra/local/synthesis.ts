import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** All that the templates and bundles are made of. */
const sources = ['functions', 'shared', 'infra/cdk', 'package-lock.json', 'cdk.json', 'tsconfig.json'];
/** Assemblies of earlier sources that are kept, so that going back and forth between two states costs nothing. */
const kept = 3;

/** The app cannot be synthesised; the message is the compiler's or CDK's own. */
export class SynthesisFailed extends Error {
  override readonly name = 'SynthesisFailed';
}

export interface Synthesis {
  /** Folder of templates and assets. */
  readonly folder: string;
  /** False when nothing had changed. */
  readonly made: boolean;
}

/** Synthesises the CDK app for a stage, or finds what an earlier start made of the same sources. */
export async function synthesise(stage: string, cache = join(root, '.cache/local')): Promise<Synthesis> {
  const folder = join(cache, `${stage}-${fingerprint()}`);
  if (existsSync(folder)) return { folder, made: false };
  mkdirSync(cache, { recursive: true });
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  await run(making, stage);
  try {
    renameSync(making, folder);
  } catch (fault) {
    // Another start has made the same in the meantime.
    if (!existsSync(folder)) throw fault;
    rmSync(making, { recursive: true, force: true });
  }
  forgetOld(cache, stage);
  return { folder, made: true };
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex').slice(0, 16);
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entries = readdirOrFile(full);
  if (!entries) {
    hash.update(path).update(readFileSync(full));
    return;
  }
  for (const entry of entries.sort()) if (!entry.endsWith('.test.ts')) addTo(hash, `${path}/${entry}`);
}

/** Names in a folder; undefined for a file. */
function readdirOrFile(path: string): string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

/** In a process of its own: the construct library takes seconds to load, and should be gone afterwards. */
function run(outdir: string, stage: string): Promise<void> {
  const { CDK_DEFAULT_ACCOUNT: _account, CDK_DEFAULT_REGION: _region, ...inherited } = process.env;
  const context = { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ stage }) };
  // The checks of the templates are for tests and deployments; they take as long as everything else.
  const env = { ...inherited, ...context, CDK_VALIDATION: 'false' };
  const child = spawn(process.execPath, [join(root, 'infra/cdk/app.ts')], { cwd: root, env, stdio: 'pipe' });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part;
  });
  child.stderr.on('data', (part: Buffer) => {
    said += part;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new SynthesisFailed(said.trim()))));
  });
}

function forgetOld(cache: string, stage: string): void {
  const own = readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(`${stage}-`))
    .map((entry) => join(cache, entry.name));
  const byAge = own.map((path) => ({ path, at: statTime(path) })).sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(kept)) rmSync(path, { recursive: true, force: true });
}

const statTime = (path: string): number => statSync(path).mtimeMs;
