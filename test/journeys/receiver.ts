import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { LocalCloud } from './local-cloud.ts';

interface Received {
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
  json: any;
}

/** A system outside that is told about leads, on this machine. */
export interface Receiver {
  messages: Received[];
  /** Refuses as many messages as told. */
  refuse(times: number): void;
  stop(): Promise<void>;
}

/**
 * Starts a receiver and makes it a connector of the running system.
 * @param over what the connector says besides id and address
 */
export async function connectReceiver(cloud: LocalCloud, over: object = {}): Promise<Receiver> {
  const messages: Received[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end();
      return;
    }
    messages.push({ headers: request.headers, json: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const connectors = [{ id: 'crm', url: `http://127.0.0.1:${port}/hook`, ...over }];
  await cloud.call('PUT', '/_local/parameters/leitwerk/local/directory/connectors', {
    version: 2,
    note: 'A receiver on this machine',
    connectors,
  });
  await cloud.settle();
  return {
    messages,
    refuse: (times) => {
      refusals = times;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
