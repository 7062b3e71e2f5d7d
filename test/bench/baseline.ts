import { execFileSync, fork } from 'node:child_process';
import { chownSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hotInquiry } from '../journeys/local-cloud.ts';

/** The baseline cannot be measured on this machine; the message says why. */
export class NoBaseline extends Error {
  override readonly name = 'NoBaseline';
}

interface Postgres {
  url: string;
  stop(): void;
}

/**
 * Posts the same leads with as many clients to Fastify in front of a PostgreSQL of its own, which writes each transaction
 * through to the disk.
 * @returns acknowledged inquiries a second
 * @throws NoBaseline
 */
export async function measureBaseline(leads: number, clients: number): Promise<number> {
  const bin = programs();
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-baseline-'));
  const postgres = await startPostgres(bin, folder);
  try {
    return await measured(postgres.url, leads, clients);
  } finally {
    postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(database: string, leads: number, clients: number): Promise<number> {
  const server = fork(join(import.meta.dirname, 'baseline-server.ts'), {
    env: { ...process.env, DATABASE: database },
  });
  try {
    const address = await new Promise<unknown>((told, fail) => {
      server.once('message', told);
      server.once('exit', (code) => fail(new Error(`the baseline's server ended with ${code}`)));
    });
    const post = async () => {
      const answer = await fetch(`${address}/v1/leads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(hotInquiry()),
      });
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    };
    await post();
    let next = 0;
    const client = async () => {
      while (next++ < leads) await post();
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    return (leads / (performance.now() - began)) * 1000;
  } finally {
    server.removeAllListeners('exit');
    server.kill();
  }
}

/** A cluster in a folder of its own on a free port of this machine. PostgreSQL refuses to run as root: then it is nobody's. */
async function startPostgres(bin: string, folder: string): Promise<Postgres> {
  const root = process.getuid?.() === 0;
  const nobody = root ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (root) for (const path of [folder, data]) chownSync(path, idOf('-u'), idOf('-g'));
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...nobody, cwd: folder, stdio: 'ignore' });
  const port = await freePort();
  run('initdb', '-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C');
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=on`;
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start');
  const stop = () => void run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
  return { url: `postgres://bench@127.0.0.1:${port}/postgres`, stop };
}

const idOf = (which: '-u' | '-g'): number =>
  Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));

/** The folder of the server's programs, which distributions keep off the path. */
function programs(): string {
  const [newest] = globSync('/usr/lib/postgresql/*/bin/initdb').sort().reverse();
  const onPath = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'initdb'));
  const found = newest ?? globSync(onPath)[0];
  if (!found) throw new NoBaseline('there is no PostgreSQL server');
  return join(found, '..');
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
