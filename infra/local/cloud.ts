import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Beginning } from './clock/clock.ts';
import type { StartServices } from './contract.ts';
import { memoryFile } from './data-folder.ts';
import { FrontDoor } from './door/front-door.ts';
import { connect } from './machine.ts';
import { Memory } from './memory.ts';
import { PublicServer } from './public-server.ts';
import { startTableEngine } from './tables/dynoxide.ts';
import type { RuntimeModel } from './template/model.ts';
import { readModel } from './template/read-model.ts';
import type { Assembly } from './template/templates.ts';

export interface CloudOptions {
  readonly assembly: Assembly;
  /** Everything that survives a restart. */
  readonly dataDir: string;
  /** What can be made again: compiled bundles. */
  readonly cacheFolder: string;
  /** 0: a free one */
  readonly port: number;
  readonly stage: string;
  readonly startServices: StartServices;
  /** Functions to start before the cloud counts as ready. */
  readonly warm: readonly string[];
  /** The table engine ended by itself. */
  readonly onFailure: (why: string) => void;
  /** When the time of fresh data begins, if not now. */
  readonly beginning?: Beginning;
}

export interface RunningCloud {
  readonly model: RuntimeModel;
  readonly publicUrl: string;
  readonly endpoint: string;
  /** Starts the workers that nobody has asked for yet. */
  warm(): Promise<void>;
  stop(): Promise<void>;
}

const place = { region: 'eu-central-1', account: '000000000000' };

/**
 * Runs what the templates say on this machine.
 * @throws DataInUse, NoTableEngine, TemplateError, or when the port is taken
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const { dataDir } = options;
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const log = logTo(join(dataDir, 'logs', 'cloud.log'));
  const memory = new Memory(memoryFile(dataDir));
  const undo: (() => unknown)[] = [() => memory.close()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const server = new PublicServer();
    const port = await server.listen(options.port);
    undo.push(() => server.stop());
    const publicUrl = `http://127.0.0.1:${port}`;
    const door = new FrontDoor();
    const [engine, endpoint] = await Promise.all([startTableEngine(dataDir), door.listen()]);
    undo.push(
      () => engine.stop(),
      () => door.stop(),
    );
    engine.onEnd(options.onFailure);
    const model = readModel(options.assembly, { ...place, endpoint, publicUrl }, options.stage);
    const functions = await connect({
      options,
      model,
      memory,
      engine,
      door,
      server,
      log,
      undo,
      publicUrl,
      endpoint,
    });
    undo.push(tellWhere(dataDir, { endpoint, publicUrl }));
    return { model, publicUrl, endpoint, stop, warm: () => functions.warmAll() };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Lets the command line find the running system; what is returned takes it back. */
function tellWhere(dataDir: string, where: { endpoint: string; publicUrl: string }): () => void {
  const file = join(dataDir, 'endpoint.json');
  writeFileSync(file, JSON.stringify(where));
  return () => rmSync(file, { force: true });
}

const logTo =
  (file: string) =>
  (line: string): void =>
    appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
