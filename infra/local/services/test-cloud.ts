import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { BusEvent, Cloud, Message, Resource, RuleModel, Service } from '../contract.ts';

/** What the services did to a cloud that only writes down what it is asked to do. */
export interface TestCloud extends Cloud {
  readonly delivered: { rule: string; event: BusEvent }[];
  readonly sent: ({ queue: string } & Message)[];
  readonly work: { open: number };
  time: Date;
  remove(): void;
}

export function resource(type: string, ref: string, properties: Record<string, unknown> = {}): Resource {
  return {
    stack: 'test',
    logicalId: ref,
    type,
    properties,
    ref,
    arn: `arn:aws:test:eu-central-1:000000000000:${ref}`,
  };
}

/** A cloud for tests: the resources and rules given, objects as files, deliveries and messages recorded. */
export function testCloud(resources: readonly Resource[] = [], rules: readonly RuleModel[] = []): TestCloud {
  const dataDir = mkdtempSync(join(tmpdir(), 'leitwerk-services-'));
  const bucketDir = (bucket: string) => join(dataDir, 's3', bucket);
  const objects = new Map<string, Buffer>();
  const cloud: TestCloud = {
    model: {
      stage: 'local',
      region: 'eu-central-1',
      account: '000000000000',
      rules,
      resources: (type) => resources.filter((candidate) => candidate.type === type),
    },
    dataDir,
    publicUrl: 'http://127.0.0.1:3000',
    endpoint: 'http://127.0.0.1:1',
    objects: {
      put: async (bucket, key, body) => {
        const file = join(bucketDir(bucket), `${key}.data`);
        mkdirSync(dirname(file), { recursive: true });
        objects.set(`${bucket}/${key}`, body);
        await writeFile(file, body);
      },
      get: async (bucket, key) => {
        const body = objects.get(`${bucket}/${key}`);
        return body && { body, contentType: 'application/octet-stream' };
      },
      list: async () => [],
      folder: bucketDir,
    },
    time: new Date('2026-11-24T09:00:00.000Z'),
    now: () => cloud.time,
    delivered: [],
    sent: [],
    work: { open: 0 },
    deliver: (rule, event) => cloud.delivered.push({ rule: rule.id, event }),
    sendToQueue: (queue, message) => cloud.sent.push({ queue, ...message }),
    invoke: async () => undefined,
    addWork: () => {
      cloud.work.open += 1;
      return () => {
        cloud.work.open -= 1;
      };
    },
    log: () => undefined,
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
  return cloud;
}

/** Puts a service behind a loopback port, as the front door does, so that the real SDK clients can call it. */
export async function serve(service: Service): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const operation =
      headers['x-amz-target']?.split('.')[1] ?? new URLSearchParams(body.toString()).get('Action') ?? '';
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const call = {
      service: service.name,
      operation,
      caller: 'Test',
      method: request.method ?? '',
      headers,
      url,
      body,
    };
    const answer = await service.handle(call);
    response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What every SDK client of a test is made with. */
export const clientOptions = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'Test', secretAccessKey: 'test' },
  maxAttempts: 1,
} as const;
