import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { ApiModel, AuthorizerModel, RouteModel } from '../template/model.ts';
import { answerOf, gateway, type HttpAnswer, internal } from './answer.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { type Asked, eventOf } from './event.ts';
import { Routes } from './routes.ts';

/** Largest body that an HTTP API takes. */
export const maximumBytes = 10 * 1024 * 1024;

export interface ApiWorld {
  readonly account: string;
  readonly now: () => number;
  /** Rejects when the function fails. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>;
}

const simpleAnswer = z.object({ isAuthorized: z.boolean(), context: z.unknown().optional() });

/** An HTTP API of the template: finds the route, asks the authoriser, invokes the function. */
export class HttpApi {
  readonly #api: ApiModel;
  readonly #world: ApiWorld;
  readonly #routes: Routes<RouteModel>;

  constructor(api: ApiModel, world: ApiWorld) {
    this.#api = api;
    this.#world = world;
    this.#routes = new Routes(
      api.routes.map((route) => ({ method: route.method, path: route.path, value: route })),
    );
  }

  /** @param body undefined when it was larger than the API takes */
  async answer(request: IncomingMessage, url: URL, body: Buffer | undefined): Promise<HttpAnswer> {
    const preflight = preflightHeaders(this.#api.cors, request);
    if (preflight) return { status: 204, headers: preflight, body: Buffer.alloc(0) };
    const answer = body ? await this.#route(request, url, body) : gateway(413, 'Request Entity Too Large');
    return { ...answer, headers: { ...answer.headers, ...corsHeaders(this.#api.cors, request) } };
  }

  async #route(request: IncomingMessage, url: URL, body: Buffer): Promise<HttpAnswer> {
    const match = this.#routes.find(request.method ?? 'GET', url.pathname);
    if (!match) return gateway(404, 'Not Found');
    const { value: route, params } = match;
    const { now, account } = this.#world;
    const asked = {
      request,
      url,
      body,
      params,
      routeKey: route.key,
      now: now(),
      apiId: this.#api.id,
      account,
    };
    const allowed = route.authorizer
      ? await this.#authorise(route.authorizer, asked)
      : { context: undefined };
    if ('status' in allowed) return allowed;
    const event = eventOf({
      ...asked,
      ...(allowed.context === undefined ? {} : { authorizer: allowed.context }),
    });
    return this.#invoke(route, event);
  }

  async #invoke(route: RouteModel, event: unknown): Promise<HttpAnswer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HttpAnswer>((resolve) => {
      timer = setTimeout(() => resolve(gateway(503, 'Service Unavailable')), route.timeoutMilliseconds);
    });
    const answered = this.#world.invoke(route.functionArn, event).then(answerOf, () => internal);
    return Promise.race([answered, late]).finally(() => clearTimeout(timer));
  }

  /** @returns the gateway's refusal, or what the authoriser adds to the request */
  async #authorise(authorizer: AuthorizerModel, asked: Asked): Promise<HttpAnswer | { context: unknown }> {
    const { headers } = asked.request;
    const identity = authorizer.identitySources.map((source) => {
      const header = /^\$request\.header\.(.+)$/.exec(source)?.[1];
      const query = /^\$request\.querystring\.(.+)$/.exec(source)?.[1];
      return header
        ? headers[header.toLowerCase()]
        : query
          ? (asked.url.searchParams.get(query) ?? undefined)
          : source;
    });
    if (identity.some((value) => value === undefined || value === '')) return gateway(401, 'Unauthorized');
    const { body: _body, isBase64Encoded: _encoded, ...event } = eventOf({ ...asked, body: Buffer.alloc(0) });
    const request = {
      ...event,
      type: 'REQUEST',
      identitySource: identity,
      routeArn: `local/${asked.routeKey}`,
    };
    const answered = await this.#world
      .invoke(authorizer.functionArn, request)
      .catch((fault: unknown) => fault);
    // API Gateway turns exactly this error into 401, everything else that is not an answer into 500.
    if (answered instanceof Error)
      return answered.message.endsWith(': Unauthorized') ? gateway(401, 'Unauthorized') : internal;
    const parsed = simpleAnswer.safeParse(answered);
    if (!parsed.success) return internal;
    return parsed.data.isAuthorized ? { context: parsed.data.context ?? {} } : gateway(403, 'Forbidden');
  }
}
