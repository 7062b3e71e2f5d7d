import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import type { CorsModel } from '../template/model.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';

const cors: CorsModel = {
  origins: ['https://www.firma.example'],
  methods: ['POST'],
  headers: ['content-type'],
  exposed: ['x-correlation-id'],
  maxAgeSeconds: 600,
  credentials: false,
};
const request = (method: string, headers: Record<string, string>) =>
  ({ method, headers }) as unknown as IncomingMessage;
const origin = 'https://www.firma.example';

it('adds what the template allows to an allowed origin only', () => {
  expect(corsHeaders(cors, request('POST', { origin }))).toEqual({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-correlation-id',
  });
  expect(corsHeaders(cors, request('POST', { origin: 'https://other.example' }))).toEqual({});
  expect(corsHeaders(undefined, request('POST', { origin }))).toEqual({});
});

it('answers a preflight itself, and leaves other OPTIONS to the routes', () => {
  const asked = { origin, 'access-control-request-method': 'POST' };
  expect(preflightHeaders(cors, request('OPTIONS', asked))).toMatchObject({
    'access-control-allow-methods': 'POST',
    'access-control-max-age': '600',
  });
  expect(preflightHeaders(cors, request('OPTIONS', { origin }))).toBeUndefined();
  expect(preflightHeaders(undefined, request('OPTIONS', asked))).toBeUndefined();
});
