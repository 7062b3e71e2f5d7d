import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AwsAnswer, Service } from '../contract.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { TableEngine } from '../tables/dynoxide.ts';
import { callerOf } from './caller.ts';
import { Calls } from './calls.ts';
import { type FaultKind, Faults, refusalOf } from './faults.ts';
import { changesTable, Meter } from './meter.ts';
import { type Asked, askedOf } from './operation.ts';
import type { Permits } from './permits.ts';

/** How long a call that shall time out hangs, unless the client gives up before: long enough to be one, not to stop settle. */
const hangMilliseconds = 5_000;

export interface Doorway {
  readonly engine: TableEngine;
  readonly objects: ObjectStore;
  readonly services: ReadonlyMap<string, Service>;
  readonly isFunction: (name: string) => boolean;
  /** An object was stored. */
  readonly objectStored: (bucket: string, key: string) => void;
  /** What a caller may do, where its role is enforced here; undefined for all others. */
  readonly permits: (name: string) => Permits | undefined;
  /** A table may have changed: its stream has news. */
  readonly tableChanged: () => void;
  /** Ends the function's worker on the spot. */
  readonly crash: (functionName: string) => void;
  readonly log: (line: string) => void;
}

/** The one address that all AWS calls of functions and tools go to. */
export class FrontDoor {
  readonly faults = new Faults();
  readonly calls = new Calls();
  readonly meter = new Meter();
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  readonly #changes = new Map<string, number>();
  #doorway: Doorway | undefined;

  constructor() {
    this.#server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      this.#answer(request, response).catch((fault: unknown) => {
        this.#doorway?.log(
          `front door: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
        );
        send(response, refusalOf('', 'error'));
      });
    });
  }

  /** Takes a port; calls are answered once `open` was called. @returns the address */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  open(doorway: Doorway): void {
    this.#doorway = doorway;
  }

  /** Calls that may have changed a table so far: of all callers, or of some. */
  changes(callers: Iterable<string> = this.#changes.keys()): number {
    return [...callers].reduce((sum, caller) => sum + (this.#changes.get(caller) ?? 0), 0);
  }

  /** One call to the table engine, as its JSON protocol has it. */
  async table(target: string, body: Buffer): Promise<{ status: number; body: Buffer }> {
    const engine = this.#doorway?.engine;
    if (!engine) throw new Error('the front door is closed');
    return forward(engine, this.#agent, target, body);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#agent.destroy();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const doorway = this.#doorway;
    const signed = callerOf(request.headers.authorization);
    if (!doorway || !signed)
      return send(response, { status: 403, body: '{"message":"Missing Authentication Token"}' });
    const caller = doorway.isFunction(signed.name) ? signed.name : 'local';
    const { service } = signed;
    const body = service === 's3' ? Buffer.alloc(0) : await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? 'GET';
    const asked = askedOf({ service, method, url, headers: request.headers, body });
    this.calls.add(caller, service, asked);
    const permits = doorway.permits(signed.name);
    if (permits && !asked.uses.every((use) => permits(service, use))) {
      request.resume();
      const message = `${signed.name} is not authorized to perform ${service}:${asked.operation}`;
      const denied = JSON.stringify({ __type: 'AccessDeniedException', message });
      return send(
        response,
        service === 's3' ? s3Error(403, 'AccessDenied', message) : { status: 403, body: denied },
      );
    }
    const fault = this.faults.any ? this.faults.next(service, asked.operation, caller) : undefined;
    if (fault && !(await this.#suffer(fault, { doorway, request, response, caller, service }))) return;
    if (service === 's3') return serveObjects({ doorway, request, response, asked, url });
    if (service === 'dynamodb') {
      const answer = await this.#tableCall(
        doorway,
        String(request.headers['x-amz-target']),
        { caller, operation: asked.operation },
        body,
      );
      return send(response, answer);
    }
    const known = doorway.services.get(service);
    if (!known) {
      const message = `${service} is not part of the local cloud`;
      return send(response, { status: 400, body: JSON.stringify({ __type: 'UnknownService', message }) });
    }
    const { operation } = asked;
    send(
      response,
      await known.handle({ service, operation, caller, method, url, body, headers: plain(request) }),
    );
  }

  async #tableCall(
    doorway: Doorway,
    target: string,
    { caller, operation }: { caller: string; operation: string },
    body: Buffer,
  ): Promise<AwsAnswer> {
    const answer = await forward(doorway.engine, this.#agent, target, this.meter.asking(operation, body));
    if (answer.status === 200) {
      this.meter.count(operation, answer.body);
      if (changesTable(operation)) {
        this.#changes.set(caller, (this.#changes.get(caller) ?? 0) + 1);
        doorway.tableChanged();
      }
    }
    return { ...answer, headers: { 'content-type': 'application/x-amz-json-1.0' } };
  }

  /** @returns whether the call still goes on */
  async #suffer(
    kind: FaultKind,
    call: {
      doorway: Doorway;
      request: IncomingMessage;
      response: ServerResponse;
      caller: string;
      service: string;
    },
  ): Promise<boolean> {
    const { doorway, request, response, caller, service } = call;
    switch (kind) {
      case 'timeout-after-success':
        dropAnswer(response);
        return true;
      case 'timeout':
        request.resume();
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, hangMilliseconds);
          request.socket.once('close', () => {
            clearTimeout(timer);
            resolve(undefined);
          });
        });
        request.socket.destroy();
        return false;
      case 'crash':
        doorway.crash(caller);
        request.socket.destroy();
        return false;
      default:
        request.resume();
        send(response, refusalOf(service, kind));
        return false;
    }
  }
}

/** The work is done, then the line breaks. */
function dropAnswer(response: ServerResponse): void {
  const end = (): ServerResponse => {
    response.socket?.destroy();
    return response;
  };
  response.writeHead = () => response;
  response.write = () => true;
  response.end = end;
}

function serveObjects(call: {
  doorway: Doorway;
  request: IncomingMessage;
  response: ServerResponse;
  asked: Asked;
  url: URL;
}): void {
  const { doorway, request, response, asked, url } = call;
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  if (asked.operation.startsWith('PutObject ') || request.headers['if-match']) {
    // The store would take these for a plain PutObject and overwrite the object.
    request.resume();
    send(response, s3Error(501, 'NotImplemented', `${asked.operation} is not part of the local cloud`));
    return;
  }
  if (
    asked.operation === 'PutObject' &&
    request.headers['if-none-match'] &&
    doorway.objects.has(bucket, key)
  ) {
    request.resume();
    send(response, s3Error(412, 'PreconditionFailed', 'The object is already there'));
    return;
  }
  const stores = asked.operation === 'PutObject' || asked.operation === 'CompleteMultipartUpload';
  if (stores) response.once('finish', () => response.statusCode === 200 && doorway.objectStored(bucket, key));
  doorway.objects.serve(request, response);
}

const s3Error = (status: number, code: string, message: string): AwsAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

function send(response: ServerResponse, { status, headers, body }: AwsAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Reads a request or an answer to its end. */
function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    stream.on('error', reject);
  });
}

const plain = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** The engine wants a signature but does not check it. */
const engineHeaders = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
};

function forward(
  engine: TableEngine,
  agent: Agent,
  target: string,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { ...engineHeaders, 'content-length': body.length, 'x-amz-target': target };
    const { host, port } = engine;
    const call = httpRequest({ host, port, method: 'POST', path: '/', agent, headers }, (answer) => {
      bodyOf(answer).then((whole) => resolve({ status: answer.statusCode ?? 500, body: whole }), reject);
    });
    call.once('error', reject).end(body);
  });
}
