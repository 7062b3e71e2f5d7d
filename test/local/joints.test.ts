import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask as askAt, type Joints, startJoints } from './joints.ts';

// Real threads and files: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

let joints: Joints;
beforeAll(async () => {
  joints = await startJoints();
});
afterAll(() => joints.cloud.stop());

const ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  askAt(joints.base, method, path, body, headers);
const settle = async () => expect((await ask('POST', '/_local/settle')).status).toBe(200);
const thing = async (id: string, more: object = {}) => {
  const answer = await ask('POST', '/things', { id, ...more });
  expect(answer.status).toBe(202);
};
const stored = (pk: string) => ask('GET', `/things/${encodeURIComponent(pk)}`);
const stats = async () => (await ask('GET', '/_local/stats')).json;

describe('the way of a change through the template', () => {
  it('goes from the route to the table, the stream, the queue and the function behind it', async () => {
    await thing('one');
    await settle();
    expect((await stored('DONE#one')).json.n).toBe(1);
  });

  it('keeps the order within a message group', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `pool.${index}`);
    for (const id of ids) await thing(id);
    await settle();
    expect((await stored('ORDER#pool')).json.order).toEqual(ids);
  });

  it('puts a message that fails each time among the dead letters, and only that one', async () => {
    const before = (await stats()).queues.WorkQueue.dead;
    await Promise.all([thing('poison-1'), thing('fine-1'), thing('fine-2')]);
    await settle();
    expect((await stored('TRIED#poison-1')).json.n).toBe(3);
    expect((await stored('TRIED#fine-1')).json.n).toBe(1);
    expect((await stats()).queues.WorkQueue).toEqual({ visible: 0, inFlight: 0, dead: before + 1 });
  });

  it('gives up a record that the function cannot read, and goes on behind it', async () => {
    await thing('unreadable-1');
    await thing('after-1');
    await settle();
    expect((await stats()).queues.StreamDeadLetters.dead).toBe(1);
    expect((await stored('DONE#after-1')).json.n).toBe(1);
  });

  it('ends batching windows when it settles', async () => {
    await settle();
    const before = (await stored('GATHERED')).json.n;
    await Promise.all([thing('g1'), thing('g2'), thing('g3')]);
    await settle();
    expect((await stored('GATHERED')).json.n).toBe(before + 3);
  });
});

describe('the HTTP API', () => {
  it('hands over what API Gateway hands over', async () => {
    const answer = await ask('POST', '/echo?a=1&a=2&b=%20', Uint8Array.of(0, 255), {
      'content-type': 'application/octet-stream',
      cookie: 'x=1; y=2',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(answer.json).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo',
      cookies: ['x=1', 'y=2'],
      queryStringParameters: { a: '1,2', b: ' ' },
      isBase64Encoded: true,
      body: 'AP8=',
      requestContext: { http: { method: 'POST', path: '/echo', sourceIp: '203.0.113.9' } },
    });
    expect(answer.json.headers.cookie).toBeUndefined();
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['no route', 'GET', '/nothing', undefined, {}, 404],
    ['no identity', 'GET', '/guarded', undefined, {}, 401],
    ['the authoriser refuses', 'GET', '/guarded', undefined, { authorization: 'Bearer bad' }, 403],
    ['the authoriser agrees', 'GET', '/guarded', undefined, { authorization: 'Bearer good' }, 200],
    ['more than 10 MB', 'POST', '/echo', 'x'.repeat(10 * 1024 * 1024 + 1), {}, 413],
    ['a function that takes too long', 'GET', '/slow', undefined, {}, 500],
  ])('answers as the gateway does: %s', async (_what, method, path, body, headers, status) => {
    expect((await ask(method, path, body, headers)).status).toBe(status);
  });

  it('passes on what the authoriser found out', async () => {
    const { json } = await ask('GET', '/guarded', undefined, { authorization: 'Bearer good' });
    expect(json).toEqual({ lambda: { role: 'member' } });
  });
});

describe('faults on demand', () => {
  afterEach(() => ask('DELETE', '/_local/faults'));
  const fault = (fault: string, service: string, operation: string) =>
    ask('POST', '/_local/faults', [{ service, operation, nth: 1, fault, function: 'Web' }]);

  it.each([
    ['throttle', 'dynamodb', 'PutItem'],
    ['error', 'dynamodb', 'PutItem'],
    ['timeout-after-success', 'dynamodb', 'PutItem'],
    ['throttle', 'sqs', 'SendMessage'],
    ['error', 's3', 'PutObject'],
    ['timeout-after-success', 's3', 'PutObject'],
  ])('%s of %s %s is survived by trying again', async (kind, service, operation) => {
    await fault(kind, service, operation);
    const id = `fault-${kind}-${service}`;
    await thing(id, { send: id, object: `raw/${id}` });
    await settle();
    expect((await stored(`DONE#${id}`)).json.n).toBe(2);
    expect((await ask('GET', `/_local/objects/raw/raw/${id}`)).text).toBe('raw');
  });

  it('a crash ends the worker; the next invocation finds a new one', async () => {
    const before = (await stats()).functions.Web.coldStarts;
    await fault('crash', 'dynamodb', 'PutItem');
    expect((await ask('POST', '/things', { id: 'crashed' })).status).toBe(500);
    await thing('after-crash');
    expect((await stats()).functions.Web.coldStarts).toBe(before + 1);
  });

  it('refuses what it cannot read', async () => {
    expect((await ask('POST', '/_local/faults', [{ service: 's3', fault: 'flood' }])).status).toBe(400);
  });
});

describe('what the machine tells', () => {
  it('objects, whose bucket goes by its short name', async () => {
    await thing('with-object', { object: 'a/b c.txt' });
    const { json } = await ask('GET', '/_local/objects/raw');
    expect(json.objects).toContainEqual({ key: 'a/b c.txt', size: 3, at: expect.any(String) });
    const object = await ask('GET', '/_local/objects/raw/a/b%20c.txt');
    expect([object.text, object.headers.get('content-type')]).toEqual(['raw', 'text/plain']);
    expect((await ask('GET', '/_local/objects/raw/missing')).status).toBe(404);
    expect((await ask('GET', '/_local/objects/nothing')).status).toBe(404);
  });

  it('which function used which permission on what', async () => {
    const { calls } = (await ask('GET', '/_local/calls')).json;
    expect(calls).toContainEqual(
      expect.objectContaining({
        caller: 'Changed',
        service: 'sqs',
        action: 'SendMessage',
        resource: 'joints-WorkQueue',
      }),
    );
    expect(calls).toContainEqual(
      expect.objectContaining({
        caller: 'Web',
        service: 'dynamodb',
        action: 'PutItem',
        resource: 'joints-Table',
      }),
    );
  });

  it('units that the table used', async () => {
    const measured = async (id: string) => {
      await settle();
      const before = await stats();
      await thing(id, { filler: 'x'.repeat(1500) });
      await settle();
      const after = await stats();
      // The fixture's schedule may have fired in between, and writes too.
      const alone = after.functions.Tick.invocations === before.functions.Tick.invocations;
      return alone ? after.table.writeUnits - before.table.writeUnits : undefined;
    };
    // 2 for the thing of 1.5 KB, 1 each for TRIED, DONE and the two counters of the gathered batch
    expect((await measured('metered')) ?? (await measured('metered-again'))).toBe(6);
  });
});
