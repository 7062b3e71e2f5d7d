import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { simulationRole } from '../../shared/wiring.ts';
import { Activity } from './activity.ts';
import { HttpApi } from './api/http-api.ts';
import { Clock } from './clock/clock.ts';
import { Scheduler } from './clock/scheduler.ts';
import type { CloudOptions } from './cloud.ts';
import type { Cloud, RuleModel, RunningServices, Service } from './contract.ts';
import { clockRoutes } from './control/clock-routes.ts';
import { controlRoutes } from './control/routes.ts';
import type { FrontDoor } from './door/front-door.ts';
import { permitsOf } from './door/permits.ts';
import { Targets } from './events/targets.ts';
import { Functions } from './functions/functions.ts';
import type { Memory } from './memory.ts';
import { type ObjectStore, openObjects } from './objects/objects.ts';
import type { PublicServer } from './public-server.ts';
import { Queues } from './queues/queues.ts';
import { sqsService } from './queues/sqs.ts';
import { Settling } from './settling.ts';
import { Slots } from './sources/slots.ts';
import { type Sources, startSources } from './sources/sources.ts';
import type { TableEngine } from './tables/dynoxide.ts';
import { createTables } from './tables/tables.ts';
import type { RuntimeModel } from './template/model.ts';

/** What is there before the first function: files, ports, the table engine, the template. */
export interface Ground {
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

/** What the template's resources are on this machine. */
interface Machine extends Ground {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly queues: Queues;
  readonly objects: ObjectStore;
  readonly functions: Functions;
  readonly targets: Targets;
  readonly slots: Slots;
}

/** Batches side by side: more only take the processors from each other. */
const batchesSideBySide = Math.max(4, availableParallelism());

/** Ties functions, queues, streams, buses and clock together as the model says, and opens the doors. */
export async function connect(ground: Ground): Promise<Functions> {
  const { model, memory, engine, door, options, undo } = ground;
  const fresh = memory.fact('started') === undefined;
  const machine = await build(ground);
  const services = await options.startServices(cloudOf(machine));
  // Functions end before the services that they call.
  undo.push(
    () => services.stop(),
    () => machine.functions.stop(),
  );
  const waking: { wake: () => void } = { wake: () => {} };
  openDoor(machine, services, () => waking.wake());
  await createTables(model.tables, door, engine);
  let scheduler: Scheduler | undefined;
  const sources = await startSources({
    ...machine,
    written: (item, instants) => scheduler?.written(item, instants),
  });
  waking.wake = () => sources.wake();
  undo.push(() => sources.stop());
  const settling = new Settling({ ...machine, queueSources: sources.queues, streamSources: sources.streams });
  scheduler = schedule(machine, sources, settling);
  openServer(machine, { services, settling, scheduler });
  await services.ready(fresh);
  // What functions make of the first parameters belongs to being ready.
  if (fresh) await settling.settle();
  memory.remember('started', 'yes');
  await Promise.all(options.warm.map((name) => machine.functions.get(name).warm()));
  scheduler.start();
  return machine.functions;
}

async function build(ground: Ground): Promise<Machine> {
  const { model, memory, options, endpoint, undo, log } = ground;
  const { dataDir, cacheFolder, warm, beginning } = options;
  const clock = new Clock(memory, beginning);
  const activity = new Activity();
  const queues = new Queues(model.queues, memory, () => clock.now());
  const objects = await openObjects(join(dataDir, 's3'), model.buckets, () => new Date(clock.now()));
  const place = { dataDir, cacheFolder, endpoint, clockOffset: clock.shared, activity };
  const functions = new Functions(model, place);
  // They load while everything else is made; `connect` waits for them at its end.
  for (const name of warm) void functions.get(name).warm();
  undo.push(
    () => objects.stop(),
    () => functions.stop(),
    () => queues.stop(),
  );
  const targets = new Targets({ functions, queues, activity, log });
  const slots = new Slots(batchesSideBySide);
  return { ...ground, clock, activity, queues, objects, functions, targets, slots };
}

/** The machine as the services see it. */
function cloudOf({ options, clock, targets, queues, functions, activity, ...rest }: Machine): Cloud {
  const { model, publicUrl, endpoint, objects, log } = rest;
  return {
    model,
    dataDir: options.dataDir,
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
}

function openDoor(
  machine: Machine,
  { services, objectStored }: RunningServices,
  tableChanged: () => void,
): void {
  const { door, engine, objects, queues, functions, model, log } = machine;
  const simulating = permitsOf(model, simulationRole);
  door.open({
    engine,
    objects,
    services: byName([sqsService(queues), ...services]),
    isFunction: (name) => functions.has(name),
    objectStored,
    permits: (name) => (name === simulationRole ? simulating : undefined),
    tableChanged,
    crash: (name) => functions.has(name) && functions.get(name).crash(),
    log,
  });
}

const byName = (services: readonly Service[]): Map<string, Service> =>
  new Map(services.map((service) => [service.name, service]));

function schedule(machine: Machine, sources: Sources, settling: Settling): Scheduler {
  const { model, clock, targets, functions, door, undo } = machine;
  const functionsOf = ({ targets }: RuleModel): string[] =>
    functions
      .all()
      .flatMap(({ model: { arn, name } }) => (targets.some((one) => one.arn === arn) ? [name] : []));
  const scheduler = new Scheduler({
    schedules: model.schedules,
    clock,
    region: model.region,
    account: model.account,
    deliver: (rule, event) => targets.deliver(rule, event),
    changes: (by) => door.changes(by && functionsOf(by)),
    calm: () => settling.calm(),
    nextDue: () => sources.nextDue(),
    release: () => settling.release(),
  });
  undo.push(() => scheduler.stop());
  return scheduler;
}

function openServer(
  machine: Machine,
  parts: { services: RunningServices; settling: Settling; scheduler: Scheduler },
): void {
  const { model, server, functions, slots, clock, log } = machine;
  const { services, settling, scheduler } = parts;
  const invoke = (name: string, event: unknown) => slots.first(() => functions.invoke(name, event));
  const world = { account: model.account, now: () => clock.now(), invoke };
  const [api] = model.apis.map((one) => new HttpApi(one, world));
  const control = [...controlRoutes({ ...machine, settling }), ...clockRoutes(clock, scheduler)];
  server.open({ routes: [...services.routes, ...control], api, log });
}
