import type { Activity } from '../activity.ts';
import type { Clock } from '../clock/clock.ts';
import type { Scheduler } from '../clock/scheduler.ts';
import type { FrontDoor } from '../door/front-door.ts';
import type { Functions } from '../functions/functions.ts';
import type { Memory } from '../memory.ts';
import type { Queues } from '../queues/queues.ts';
import type { QueueMapping, RuntimeModel, StreamMapping } from '../template/model.ts';
import { TemplateError } from '../template/resolve.ts';
import { QueueSource } from './queue-source.ts';
import type { Slots } from './slots.ts';
import { instantsIn, openStream } from './stream.ts';
import { StreamSource } from './stream-source.ts';

export interface SourcesWorld {
  readonly model: RuntimeModel;
  readonly door: FrontDoor;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly slots: Slots;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly activity: Activity;
  /** An item was written: the instants with which its attributes begin. */
  readonly written: Scheduler['written'];
  readonly log: (line: string) => void;
}

export interface Sources {
  /** By queue name. */
  readonly queues: ReadonlyMap<string, QueueSource>;
  readonly streams: readonly StreamSource[];
  /** A table may have changed. */
  wake(): void;
  /** Next instant at which a delayed message or a gathering batch is due. */
  nextDue(): number | undefined;
  stop(): void;
}

type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

/** Starts the event source mappings of the template; what was left at the last stop goes on at once. */
export async function startSources(world: SourcesWorld): Promise<Sources> {
  const { model, queues } = world;
  const invoke = (name: string, event: unknown) => world.slots.run(() => world.functions.invoke(name, event));
  const bySource = new Map<string, QueueSource>();
  const streams: StreamSource[] = [];
  for (const mapping of model.mappings) {
    if (mapping.kind === 'queue')
      bySource.set(queues.get(mapping.sourceArn).model.name, queueSource(mapping, world, invoke));
    else streams.push(await streamSource(mapping, world, invoke));
  }
  for (const source of bySource.values()) source.pump();
  const wake = (): void => {
    for (const stream of streams) stream.wake();
  };
  wake();
  return {
    queues: bySource,
    streams,
    wake,
    nextDue: () => {
      const windows = [...bySource.values()]
        .filter(({ gathering }) => gathering)
        .map(({ windowEnd }) => windowEnd);
      const times = [...windows, ...queues.all().map(({ nextDelayed }) => nextDelayed)];
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    stop: () => {
      for (const source of [...bySource.values(), ...streams]) source.stop();
    },
  };
}

function queueSource(
  mapping: QueueMapping,
  { model, queues, functions, clock, activity, log }: SourcesWorld,
  invoke: Invoke,
): QueueSource {
  functions.get(mapping.functionArn);
  return new QueueSource({
    queue: queues.get(mapping.sourceArn),
    mapping,
    region: model.region,
    clock,
    activity,
    invoke,
    log,
  });
}

async function streamSource(
  mapping: StreamMapping,
  world: SourcesWorld,
  invoke: Invoke,
): Promise<StreamSource> {
  const { model, door, queues, functions, clock, memory, activity, log } = world;
  functions.get(mapping.functionArn);
  const table = model.tables.find(({ streamArn }) => streamArn === mapping.sourceArn);
  if (!table) throw new TemplateError(`${mapping.id} reads ${mapping.sourceArn}, which is no table's stream`);
  return new StreamSource({
    mapping,
    stream: await openStream(table.name, (target, body) => door.table(target, body)),
    memory,
    activity,
    region: model.region,
    ahead: () => clock.now() - Date.now(),
    invoke,
    sendToQueue: (arn, body) => void queues.get(arn).send({ body }),
    seen: (record) => world.written(JSON.stringify(record.dynamodb.Keys), instantsIn(record)),
    log,
  });
}
