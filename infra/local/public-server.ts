import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpAnswer } from './api/answer.ts';
import { gateway, internal } from './api/answer.ts';
import { type HttpApi, maximumBytes } from './api/http-api.ts';
import { type Match, Routes } from './api/routes.ts';
import type { ControlAnswer, ControlRoute } from './contract.ts';

/** Longer than clients keep connections, so that none sends into one that is just being closed. */
const keepAliveTimeout = 10 * 60_000;
/** Larger bodies are for the machine's own routes only: a mail may have 40 MB. */
const maximumControlBytes = 64 * 1024 * 1024;

export interface PublicWorld {
  readonly routes: readonly ControlRoute[];
  readonly api: HttpApi | undefined;
  readonly log: (line: string) => void;
}

/** What a browser sees: the routes of the machine, then those of the template's HTTP API. */
export class PublicServer {
  readonly #server: Server;
  #world: PublicWorld | undefined;
  #control: Routes<ControlRoute> = new Routes([]);

  constructor() {
    this.#server = createServer({ keepAliveTimeout }, (request, response) => {
      this.#answer(request)
        .catch((fault: unknown) => {
          this.#world?.log(
            `http: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
          );
          return internal;
        })
        .then((answer) => send(response, answer));
    });
  }

  /** @param port 0 for a free one @returns the port @throws when it is taken */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  open(world: PublicWorld): void {
    this.#world = world;
    this.#control = new Routes(
      world.routes.map((route) => ({ method: route.method, path: route.path, value: route })),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<HttpAnswer> {
    const world = this.#world;
    if (!world) return gateway(503, 'Service Unavailable');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const match = this.#control.find(request.method ?? 'GET', url.pathname);
    if (match) return control(request, url, match);
    if (!world.api) return gateway(404, 'Not Found');
    return world.api.answer(request, url, await readUpTo(request, maximumBytes));
  }
}

async function control(request: IncomingMessage, url: URL, match: Match<ControlRoute>): Promise<HttpAnswer> {
  const body = await readUpTo(request, maximumControlBytes);
  if (!body) return gateway(413, 'Request Entity Too Large');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const { value: route, params } = match;
  const answer: ControlAnswer = await route.handle({
    method: request.method ?? 'GET',
    url,
    params,
    headers,
    body,
  });
  const type = typeof answer.body === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream';
  return {
    status: answer.status,
    headers: { ...(answer.body === undefined ? {} : { 'content-type': type }), ...answer.headers },
    body: Buffer.from(answer.body ?? ''),
  };
}

/** The whole body; undefined when it is larger, after which the rest is read and thrown away. */
function readUpTo(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else parts.length = 0;
    });
    request.on('end', () => resolve(size <= limit ? Buffer.concat(parts) : undefined));
    request.on('error', reject);
  });
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  const bodiless = status === 204 || status === 304;
  if (!bodiless) response.setHeader('content-length', body.length);
  response.end(bodiless ? undefined : body);
}
