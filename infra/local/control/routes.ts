import * as z from 'zod';
import type { ControlRoute } from '../contract.ts';
import { faultsSchema } from '../door/faults.ts';
import type { FrontDoor } from '../door/front-door.ts';
import type { Functions } from '../functions/functions.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { Queues } from '../queues/queues.ts';
import { NotSettled, type Settling } from '../settling.ts';
import type { RuntimeModel } from '../template/model.ts';
import { bodyOf, json, problem } from './answers.ts';

export interface ControlWorld {
  readonly model: RuntimeModel;
  readonly door: FrontDoor;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly objects: ObjectStore;
  readonly settling: Settling;
}

/** What tests and people steer the machine by; never deployed. */
export function controlRoutes(world: ControlWorld): ControlRoute[] {
  return [...workRoutes(world), ...faultRoutes(world.door), ...objectRoutes(world)];
}

function workRoutes(world: ControlWorld): ControlRoute[] {
  const { model, door, functions, settling } = world;
  const settle = async () => {
    try {
      await settling.settle();
      return json({ settled: true });
    } catch (fault) {
      if (fault instanceof NotSettled)
        return problem(504, 'Not settled', fault.message, { left: fault.left });
      throw fault;
    }
  };
  const stats = async () =>
    json({
      functions: Object.fromEntries(functions.all().map((one) => [one.model.name, one.stats])),
      queues: queueStats(world),
      table: {
        items: await itemsOf(door, model),
        writeUnits: door.meter.writeUnits,
        readUnits: door.meter.readUnits,
      },
    });
  return [
    { method: 'POST', path: '/_local/settle', handle: settle },
    { method: 'GET', path: '/_local/stats', handle: stats },
    { method: 'GET', path: '/_local/calls', handle: async () => json({ calls: door.calls.all() }) },
  ];
}

function queueStats({ queues, model }: ControlWorld): Record<string, unknown> {
  const parked = new Set([
    ...model.mappings.map((mapping) => (mapping.kind === 'stream' ? mapping.failureArn : undefined)),
    ...model.functions.map(({ asyncFailureArn }) => asyncFailureArn),
    ...model.rules.flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn)),
  ]);
  const shown = queues.all().filter((queue) => !queues.isForDeadLetters(queue));
  return Object.fromEntries(
    shown.map(({ model: { id, arn }, counts: { visible, inFlight }, deadLetters }) => [
      id,
      // A queue in which streams, rules and functions park what they cannot do holds nothing but dead letters.
      parked.has(arn)
        ? { visible: 0, inFlight: 0, dead: visible }
        : { visible, inFlight, dead: deadLetters?.counts.visible ?? 0 },
    ]),
  );
}

const describedSchema = z.object({ Table: z.object({ ItemCount: z.number() }) });

async function itemsOf(door: FrontDoor, model: RuntimeModel): Promise<number> {
  let items = 0;
  for (const { name } of model.tables) {
    const question = Buffer.from(JSON.stringify({ TableName: name }));
    const { body } = await door.table('DynamoDB_20120810.DescribeTable', question);
    items += describedSchema.parse(JSON.parse(body.toString('utf8'))).Table.ItemCount;
  }
  return items;
}

function faultRoutes({ faults }: FrontDoor): ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/_local/faults',
      handle: async (request) => {
        const asked = faultsSchema.safeParse(bodyOf(request));
        if (!asked.success) return problem(400, 'Unreadable', z.prettifyError(asked.error));
        faults.set(asked.data);
        return json({ faults: asked.data.length });
      },
    },
    {
      method: 'DELETE',
      path: '/_local/faults',
      handle: async () => {
        faults.clear();
        return { status: 204 };
      },
    },
  ];
}

function objectRoutes({ model, objects }: ControlWorld): ControlRoute[] {
  const named = (asked = '') =>
    model.buckets.find(
      ({ id, name }) => id.toLowerCase().replace(/bucket$/, '') === asked.toLowerCase() || name === asked,
    );
  const missing = problem(404, 'Not found', 'There is no such bucket or object.');
  return [
    {
      method: 'GET',
      path: '/_local/objects/{bucket}',
      handle: async ({ params }) => {
        const bucket = named(params.bucket);
        return bucket ? json({ objects: await objects.list(bucket.name) }) : missing;
      },
    },
    {
      method: 'GET',
      path: '/_local/objects/{bucket}/{key+}',
      handle: async ({ params }) => {
        const bucket = named(params.bucket);
        const found = bucket && (await objects.get(bucket.name, params.key ?? ''));
        if (!found) return missing;
        return { status: 200, headers: { 'content-type': found.contentType }, body: found.body };
      },
    },
  ];
}
