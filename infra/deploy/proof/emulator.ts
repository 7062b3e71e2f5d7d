import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setDefaultCACertificates } from 'node:tls';
import { TRINO_MACROS } from '../../local/services/athena/trino.ts';

const root = resolve(import.meta.dirname, '../../..');
const tools = join(root, 'tools/emulator');
const environment = join(root, '.venv-emulator');
const installed = join(environment, 'installed.txt');
/** Starting takes a quarter of a second, and six where the machine reads everything for the first time. */
const START_MS = 30_000;
/** An account of nobody: the emulator takes its number as the key of the account's root. */
export const account = { id: '210987654321', region: 'eu-central-1', secret: 'proof' };

/** The emulator cannot be had on this machine; the message says why. */
export class NoEmulator extends Error {
  override readonly name = 'NoEmulator';
}

export interface Emulator {
  endpoint: string;
  /** Where it and the functions write what they say. */
  log: string;
  /** Ends it and everything that it started. */
  stop(): void;
}

/**
 * Installs the pinned emulator into a Python environment of its own, unless that is done.
 * @throws NoEmulator
 */
export function installEmulator(): void {
  const requirements = join(tools, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const run = (command: string, ...args: string[]) => {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (cause) {
      const said = cause instanceof Error ? (cause.message.trim().split('\n').at(-1) ?? '') : String(cause);
      throw new NoEmulator(said, { cause });
    }
  };
  run('openssl', 'version');
  rmSync(environment, { recursive: true, force: true });
  run('python3', '-m', 'venv', environment);
  run(join(environment, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--requirement', requirements);
  writeFileSync(installed, wanted);
}

/**
 * Starts the emulator on a free port of this machine, with TLS, permissions enforced, and nothing of earlier runs; from then
 * on the AWS clients of this process and of its children speak to it.
 */
export async function startEmulator(folder: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `https://127.0.0.1:${port}`;
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(macros(folder), JSON.stringify(TRINO_MACROS));
  const log = join(folder, 'emulator.log');
  const output = openSync(log, 'w');
  const child = spawn(join(environment, 'bin/python'), [join(tools, 'emulator.py')], {
    env: emulatorEnvironment(folder, port),
    stdio: ['ignore', output, output],
    detached: true,
  });
  const stop = () => void endGroup(child);
  process.once('exit', stop);
  const certificate = join(folder, 'tmp/ministack-tls/server.crt');
  await untilListening({ child, port, log });
  speakTo({ endpoint, folder, certificate });
  return { endpoint, log, stop };
}

const macros = (folder: string): string => join(folder, 'macros.json');

function emulatorEnvironment(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    // Functions run on what is called node here, and inherit the rest.
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    NODE_OPTIONS: `--import=${join(tools, 'issuer.mjs')}`,
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    USE_SSL: '1',
    AUTH: 'true',
    ATHENA_ENGINE: 'duckdb',
    TRINO_MACROS: macros(folder),
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    MINISTACK_REGION: account.region,
    MINISTACK_ACCOUNT_ID: account.id,
    AWS_ACCESS_KEY_ID: account.id,
    AWS_SECRET_ACCESS_KEY: account.secret,
    AWS_DEFAULT_REGION: account.region,
    S3_DATA_DIR: join(folder, 's3'),
    STATE_DIR: join(folder, 'state'),
  };
}

/** Points the AWS clients of this process, and the CDK command, at the emulator. */
function speakTo({
  endpoint,
  folder,
  certificate,
}: {
  endpoint: string;
  folder: string;
  certificate: string;
}): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: account.id,
    AWS_SECRET_ACCESS_KEY: account.secret,
    AWS_CA_BUNDLE: certificate,
    NODE_EXTRA_CA_CERTS: certificate,
    // The checks of the templates are a step of their own in .ci/run, and change nothing in the result.
    CDK_VALIDATION: 'false',
    // The CDK keeps accounts by key in the home folder.
    HOME: join(folder, 'home'),
    CDK_HOME: join(folder, 'home/.cdk'),
  });
  setDefaultCACertificates([readFileSync(certificate, 'utf8')]);
}

async function untilListening(of: { child: ChildProcess; port: number; log: string }): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until && of.child.exitCode === null) {
    if (readFileSync(of.log, 'utf8').includes(`available on port ${of.port}`)) return;
    await pause(100);
  }
  endGroup(of.child);
  throw new Error(`the emulator did not start:\n${readFileSync(of.log, 'utf8').slice(-2000)}`);
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? found(address.port) : fail(new Error('no port')),
      );
    });
  });
}
