import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Activity } from './activity.ts';
import { HttpApi } from './api/http-api.ts';
import { type Beginning, Clock } from './clock/clock.ts';
import { Scheduler } from './clock/scheduler.ts';
import type { Cloud, RunningServices, Service, StartServices } from './contract.ts';
import { clockRoutes } from './control/clock-routes.ts';
import { controlRoutes } from './control/routes.ts';
import { memoryFile } from './data-folder.ts';
import { FrontDoor } from './door/front-door.ts';
import { Targets } from './events/targets.ts';
import { Functions } from './functions/functions.ts';
import { Memory } from './memory.ts';
import { openObjects } from './objects/objects.ts';
import { PublicServer } from './public-server.ts';
import { Queues } from './queues/queues.ts';
import { sqsService } from './queues/sqs.ts';
import { Settling } from './settling.ts';
import { startSources } from './sources/sources.ts';
import { startTableEngine, type TableEngine } from './tables/dynoxide.ts';
import { createTables } from './tables/tables.ts';
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

interface Parts {
  readonly options: CloudOptions;
  readonly model: RuntimeModel;
  readonly memory: Memory;
  readonly engine: TableEngine;
  readonly door: FrontDoor;
  readonly server: PublicServer;
  readonly log: (line: string) => void;
  /** What to do at the end, last first. */
  readonly undo: (() => unknown)[];
  readonly publicUrl: string;
  readonly endpoint: string;
}

/** Ties functions, queues, streams, buses and clock together as the model says. */
async function connect(parts: Parts): Promise<Functions> {
  const { options, model, memory, engine, door, server, log, undo, publicUrl, endpoint } = parts;
  const { dataDir, cacheFolder } = options;
  const clock = new Clock(memory, options.beginning);
  const activity = new Activity();
  const fresh = memory.fact('started') === undefined;
  const queues = new Queues(model.queues, memory, () => clock.now());
  const objects = await openObjects(join(dataDir, 's3'), model.buckets, () => new Date(clock.now()));
  const functions = new Functions(model, {
    dataDir,
    cacheFolder,
    endpoint,
    clockOffset: clock.shared,
    activity,
  });
  for (const name of options.warm) void functions.get(name).warm();
  undo.push(
    () => objects.stop(),
    () => functions.stop(),
    () => queues.stop(),
  );
  const targets = new Targets({ functions, queues, activity, log });
  const cloud: Cloud = {
    model,
    dataDir,
    publicUrl,
    endpoint,
    objects,
    now: () => new Date(clock.now()),
    deliver: (rule, event) => void targets.deliver(rule, event),
    sendToQueue: (queue, message) => void queues.get(queue).send(message),
    invoke: (name, payload) => functions.invoke(name, payload),
    addWork: (what) => activity.begin(what),
    log,
  };
  const services = await options.startServices(cloud);
  // Functions end before the services that they call.
  undo.push(
    () => services.stop(),
    () => functions.stop(),
  );
  const waking: { wake: () => void } = { wake: () => {} };
  door.open({
    engine,
    objects,
    services: byName([sqsService(queues), ...services.services]),
    isFunction: (name) => functions.has(name),
    tableChanged: () => waking.wake(),
    crash: (name) => functions.has(name) && functions.get(name).crash(),
    log,
  });
  await createTables(model.tables, door, engine);
  const sources = await startSources({ model, door, queues, functions, memory, clock, activity, log });
  waking.wake = () => sources.wake();
  undo.push(() => sources.stop());
  const settling = new Settling({
    activity,
    queues,
    queueSources: sources.queues,
    streamSources: sources.streams,
  });
  const scheduler = new Scheduler({
    schedules: model.schedules,
    clock,
    ...place,
    deliver: (rule, event) => targets.deliver(rule, event),
    invocations: () => functions.all().reduce((sum, { stats }) => sum + stats.invocations, 0),
    calm: () => settling.calm(),
    nextDue: () => sources.nextDue(),
    release: () => settling.release(),
  });
  undo.push(() => scheduler.stop());
  const invoke = (name: string, event: unknown) => functions.invoke(name, event);
  const [api] = model.apis.map(
    (one) => new HttpApi(one, { account: model.account, now: () => clock.now(), invoke }),
  );
  const control = controlRoutes({ model, door, functions, queues, objects, settling });
  server.open({ routes: [...services.routes, ...control, ...clockRoutes(clock, scheduler)], api, log });
  await begin(services, { fresh, settling, memory });
  scheduler.start();
  return functions;
}

/** Announces what is new to functions and waits until it is known. */
async function begin(
  services: RunningServices,
  { fresh, settling, memory }: { fresh: boolean; settling: Settling; memory: Memory },
): Promise<void> {
  await services.ready(fresh);
  if (fresh) await settling.settle();
  memory.remember('started', 'yes');
}

const byName = (services: readonly Service[]): Map<string, Service> =>
  new Map(services.map((service) => [service.name, service]));

const logTo =
  (file: string) =>
  (line: string): void =>
    appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
