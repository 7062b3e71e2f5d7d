import type { IncomingMessage } from 'node:http';
import type { CorsModel } from '../template/model.ts';

/** Headers that API Gateway adds where the API has a CORS configuration and the caller's origin is allowed. */
export function corsHeaders(cors: CorsModel | undefined, request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (!cors || !origin || !(cors.origins.includes('*') || cors.origins.includes(origin))) return {};
  return {
    'access-control-allow-origin': cors.origins.includes('*') && !cors.credentials ? '*' : origin,
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.exposed.length > 0 ? { 'access-control-expose-headers': cors.exposed.join(',') } : {}),
  };
}

/** The answer to a preflight, which no function sees; undefined when the request is none or the API has no CORS. */
export function preflightHeaders(
  cors: CorsModel | undefined,
  request: IncomingMessage,
): Record<string, string> | undefined {
  const asks = request.method === 'OPTIONS' && request.headers['access-control-request-method'];
  if (!cors || !asks) return undefined;
  return {
    ...corsHeaders(cors, request),
    'access-control-allow-methods': cors.methods.join(','),
    'access-control-allow-headers': cors.headers.join(','),
    ...(cors.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
}
