import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningCloud, startCloud } from '../../infra/local/cloud.ts';
import type { RunningServices } from '../../infra/local/contract.ts';
import { freePort } from '../../infra/local/tables/dynoxide.ts';
import { readAssembly } from '../../infra/local/template/templates.ts';

const assembly = join(import.meta.dirname, '../fixtures/local/assembly');

const noServices = async (): Promise<RunningServices> => ({
  services: [],
  routes: [],
  objectStored: () => {},
  ready: async () => {},
  stop: async () => {},
});

/** Starts the fixture's template on a folder and a port. */
export function startFixture(dataDir: string, port: number): Promise<RunningCloud> {
  return startCloud({
    assembly: readAssembly(assembly),
    dataDir,
    cacheFolder: join(tmpdir(), 'leitwerk-joints-compiled'),
    port,
    stage: 'local',
    startServices: noServices,
    warm: ['Web'],
    onFailure: (why) => {
      throw new Error(why);
    },
  });
}

export interface Joints {
  readonly base: string;
  readonly cloud: RunningCloud;
  readonly dataDir: string;
}

export async function startJoints(
  dataDir = mkdtempSync(join(tmpdir(), 'leitwerk-joints-')),
): Promise<Joints> {
  const port = await freePort();
  return { base: `http://127.0.0.1:${port}`, cloud: await startFixture(dataDir, port), dataDir };
}

/** One request; the answer's JSON where there is one. */
export async function ask(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const sent = raw ? new Blob([body as BlobPart]) : JSON.stringify(body);
  const type: Record<string, string> =
    raw || body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(base + path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: sent }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : {},
  };
}
