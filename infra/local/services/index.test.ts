import { afterEach, describe, expect, test } from 'vitest';
import type { Cloud, RunningServices } from '../contract.ts';
import { startServices } from './index.ts';
import { resource, type TestCloud, testCloud } from './test-cloud.ts';

const name = '/leitwerk/local/rules/scoring';
const rule = {
  id: 'parameters',
  bus: 'default',
  enabled: true,
  targets: [],
  pattern: {
    source: ['aws.ssm'],
    'detail-type': ['Parameter Store Change'],
    detail: { name: [{ prefix: '/leitwerk/local/' }] },
  },
};
let cloud: TestCloud;
let running: RunningServices;
afterEach(async () => {
  await running.stop();
  cloud.remove();
});

async function start(over: Partial<Cloud> = {}): Promise<void> {
  cloud = testCloud(
    [resource('AWS::SSM::Parameter', name, { Name: name, Value: '{"version":1}', Type: 'String' })],
    [rule],
  );
  running = await startServices(Object.assign(cloud, over));
}
const get = (path: string) => {
  const route = running.routes.find((candidate) => candidate.method === 'GET' && candidate.path === path);
  const request = {
    method: 'GET',
    url: new URL('http://127.0.0.1/?lang=de'),
    params: {},
    headers: {},
    body: Buffer.alloc(0),
  };
  return route?.handle(request);
};

describe('the services of the local cloud', () => {
  test('first parameters are announced when functions can run, not before', async () => {
    await start();
    expect(cloud.delivered).toEqual([]);
    await running.ready(true);
    expect(cloud.delivered.map(({ event }) => event.detail)).toEqual([
      { operation: 'Create', name, type: 'String' },
    ]);
  });

  test('a second start announces nothing and still has what was there', async () => {
    await start();
    await running.ready(true);
    await running.stop();
    cloud.delivered.splice(0);
    running = await startServices(cloud);
    await running.ready(false);
    expect(cloud.delivered).toEqual([]);
  });

  test('the start page leads to form, mailbox and console, the form posts to the intake with its trap', async () => {
    await start();
    expect(String((await get('/'))?.body)).toMatch(/_local\/form.*_local\/mailbox.*staff-token/s);
    const form = String((await get('/_local/form'))?.body);
    expect(form).toMatch(/<html lang="de">.*action="\/v1\/leads".*name="_gotcha"/s);
    expect(form).not.toContain('<script');
  });

  test('without a report the way to it says so, with one it leads there', async () => {
    await start();
    expect((await get('/_local/report'))?.status).toBe(404);
    await running.stop();
    cloud.remove();
    await start({
      objects: {
        ...cloud.objects,
        list: async () => [{ key: 'reports/2026-11-23/manifest.json', size: 1, at: '' }],
      },
    });
    cloud.model.resources = () => [resource('AWS::S3::Bucket', 'Reports')];
    expect((await get('/_local/report'))?.headers?.location).toBe(
      '/_local/objects/reports/reports/2026-11-23/index.html',
    );
  });
});
