import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Asked {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly params: Readonly<Record<string, string>>;
  /** ms since 1970, the system's time */
  readonly now: number;
  readonly apiId: string;
  readonly account: string;
  /** What the authoriser said, when there is one. */
  readonly authorizer?: unknown;
}

/** Types of body that API Gateway hands on as text; everything else goes as base64. */
const textual = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.+-]+\+(json|xml)))/i;

/** The event of payload format 2.0, as a Lambda integration or authoriser of an HTTP API receives it. */
export function eventOf(asked: Asked): Record<string, unknown> {
  const { request, url, body, routeKey, params, authorizer } = asked;
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, joined(value)]));
  const binary = body.length > 0 && !textual.test(request.headers['content-type'] ?? '');
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie ? { cookies: cookie.split('; ') } : {}),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(params).length > 0 ? { pathParameters: params } : {}),
    requestContext: {
      ...contextOf(asked),
      ...(authorizer === undefined ? {} : { authorizer: { lambda: authorizer } }),
    },
    ...(body.length > 0 ? { body: binary ? body.toString('base64') : body.toString('utf8') } : {}),
    isBase64Encoded: binary,
  };
}

function contextOf({ request, url, routeKey, now, apiId, account }: Asked): Record<string, unknown> {
  const forwarded = joined(request.headers['x-forwarded-for']).split(',')[0]?.trim();
  const at = new Date(now);
  return {
    accountId: account,
    apiId,
    domainName: request.headers.host ?? '',
    domainPrefix: 'local',
    http: {
      method: request.method ?? 'GET',
      path: url.pathname,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: forwarded || request.socket.remoteAddress || '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: at.toUTCString(),
    timeEpoch: now,
  };
}

const joined = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');
