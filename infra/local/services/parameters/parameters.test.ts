import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../store.ts';
import { clientOptions, resource, serve, type TestCloud, testCloud } from '../test-cloud.ts';
import { type Change, openParameterStore, type ParameterStore } from './parameter-store.ts';
import { parameterRoutes } from './routes.ts';
import { createSsmService } from './ssm.ts';

let cloud: TestCloud;
let store: ReturnType<typeof openStore>;
let changes: Change[];
let parameters: ParameterStore;
let front: Awaited<ReturnType<typeof serve>>;
let ssm: SSMClient;

beforeEach(async () => {
  cloud = testCloud();
  store = openStore(cloud.dataDir);
  changes = [];
  parameters = openParameterStore(store, cloud.now, (change) => changes.push(change));
  front = await serve(createSsmService(parameters, cloud.model));
  ssm = new SSMClient({ ...clientOptions, endpoint: front.endpoint });
});
afterEach(async () => {
  ssm.destroy();
  await front.close();
  store.close();
  cloud.remove();
});

const put = (Name: string, Value: string, over = {}) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...over }));
const template = (Value: string, Name = '/leitwerk/local/rules/scoring') =>
  resource('AWS::SSM::Parameter', Name, { Name, Value, Type: 'String' });
const value = () => parameters.get('/leitwerk/local/rules/scoring')?.value;

describe('administrators keep rule documents in Parameter Store', () => {
  test('a document is kept with its version, its time and its ARN', async () => {
    expect(await put('/leitwerk/local/rules/scoring', 'one')).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await put('/leitwerk/local/rules/scoring', 'two', { Overwrite: true })).toMatchObject({
      Version: 2,
    });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/leitwerk/local/rules/scoring' }));
    expect(Parameter).toEqual({
      Name: '/leitwerk/local/rules/scoring',
      Type: 'String',
      Value: 'two',
      Version: 2,
      LastModifiedDate: cloud.time,
      ARN: 'arn:aws:ssm:eu-central-1:000000000000:parameter/leitwerk/local/rules/scoring',
      DataType: 'text',
    });
  });

  test('the documents below a path come in pages of ten', async () => {
    for (let i = 10; i < 23; i += 1) await put(`/leitwerk/local/rules/r${i}`, 'x');
    await put('/leitwerk/local/rules/scoring/criteria', 'x');
    await put('/leitwerk/local/rulesets', 'x');
    const ask = (over: object) =>
      ssm.send(new GetParametersByPathCommand({ Path: '/leitwerk/local/rules', ...over }));
    const first = await ask({ Recursive: true });
    const second = await ask({ Recursive: true, NextToken: first.NextToken });
    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([
      10,
      4,
      undefined,
    ]);
    const flat = await ask({ NextToken: first.NextToken });
    expect(flat.Parameters?.map(({ Name }) => Name)).not.toContain('/leitwerk/local/rules/scoring/criteria');
  });

  test('several at once, and those that are missing by name', async () => {
    await put('/a', '1');
    const answer = await ssm.send(new GetParametersCommand({ Names: ['/a', '/b'] }));
    expect([answer.Parameters?.length, answer.InvalidParameters]).toEqual([1, ['/b']]);
  });

  test.each([
    ['4,096 bytes fit the standard tier', 'x'.repeat(4096), {}, 'Standard'],
    ['4,097 bytes with intelligent tiering', 'x'.repeat(4097), { Tier: 'Intelligent-Tiering' }, 'Advanced'],
    ['8,192 bytes as advanced', 'x'.repeat(8192), { Tier: 'Advanced' }, 'Advanced'],
  ])('%s', async (_name, text, over, tier) => {
    expect(await put('/a', text, over)).toMatchObject({ Tier: tier });
  });

  test.each([
    ['4,097 bytes in the standard tier', '/a', 'x'.repeat(4097), {}, 'ValidationException'],
    ['8,193 bytes', '/a', 'x'.repeat(8193), { Tier: 'Advanced' }, 'ValidationException'],
    [
      '8,192 characters that are more bytes',
      '/a',
      'ü'.repeat(8192),
      { Tier: 'Advanced' },
      'ValidationException',
    ],
    ['a name with a space', '/a b', 'x', {}, 'ValidationException'],
    ['a hierarchy without a leading slash', 'a/b', 'x', {}, 'ValidationException'],
    ['a reserved name', '/aws/x', 'x', {}, 'ValidationException'],
    ['16 levels', '/x'.repeat(16), 'x', {}, 'HierarchyLevelLimitExceededException'],
    ['a second time without overwrite', '/there', 'x', {}, 'ParameterAlreadyExists'],
    ['without a type', '/a', 'x', { Type: undefined }, 'ValidationException'],
  ])('%s is refused', async (_name, name, text, over, code) => {
    await put('/there', 'x');
    await expect(put(name, text, over)).rejects.toMatchObject({ name: code });
  });

  test('each change is told', async () => {
    await put('/a', '1');
    await put('/a', '2', { Overwrite: true });
    await ssm.send(new DeleteParameterCommand({ Name: '/a' }));
    expect(changes.map(({ operation }) => operation)).toEqual(['Create', 'Update', 'Delete']);
    await expect(ssm.send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });
});

describe('a start takes over what the template says, as a deployment would', () => {
  test('an unchanged template never overwrites what an administrator has set', () => {
    parameters.adopt([template('shipped')]);
    parameters.put({ name: '/leitwerk/local/rules/scoring', value: 'tuned', overwrite: true });
    parameters.adopt([template('shipped')]);
    expect(value()).toBe('tuned');
  });

  test('a changed template value replaces it', () => {
    parameters.adopt([template('shipped')]);
    parameters.put({ name: '/leitwerk/local/rules/scoring', value: 'tuned', overwrite: true });
    parameters.adopt([template('shipped, second edition')]);
    expect(value()).toBe('shipped, second edition');
  });

  test('a parameter that left the template is deleted', () => {
    parameters.adopt([template('shipped')]);
    parameters.adopt([]);
    expect(value()).toBeUndefined();
    expect(changes.map(({ operation }) => operation)).toEqual(['Create', 'Delete']);
  });
});

describe('parameters on the machine', () => {
  const ask = async (method: string, name?: string, body = '') => {
    const path = name === undefined ? '/_local/parameters' : '/_local/parameters/{name+}';
    const route = parameterRoutes(parameters).find(
      (candidate) => candidate.method === method && candidate.path === path,
    );
    const url = new URL('http://127.0.0.1/');
    return route?.handle({ method, url, headers: {}, params: { name: name ?? '' }, body: Buffer.from(body) });
  };

  test('a value is put as it is and read back as JSON', async () => {
    const kept = await ask('PUT', 'leitwerk/local/rules/scoring', '{ "version": 2 }');
    expect(JSON.parse(String(kept?.body))).toEqual({
      name: '/leitwerk/local/rules/scoring',
      version: 1,
      tier: 'Standard',
    });
    const read = await ask('GET', '/leitwerk/local/rules/scoring');
    expect([read?.headers?.['content-type'], read?.body]).toEqual([
      'application/json; charset=utf-8',
      '{ "version": 2 }',
    ]);
    expect(JSON.parse(String((await ask('GET'))?.body))).toEqual(['/leitwerk/local/rules/scoring']);
  });

  test('a value that Parameter Store would refuse is refused, one that is missing is not there', async () => {
    expect((await ask('PUT', 'a', 'x'.repeat(8193)))?.status).toBe(400);
    expect((await ask('GET', 'nothing'))?.status).toBe(404);
  });
});
