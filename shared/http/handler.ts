import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import * as z from 'zod';
import { Fault } from '../domain/faults.ts';
import { log } from '../observe/log.ts';
import { type HttpAnswer, problem } from './answer.ts';
import { type HttpRequest, readRequest } from './request.ts';

/** Seconds after which a caller may try again when something behind us was busy. */
const RETRY_AFTER_SECONDS = 2;

const Correlated = z.object({ requestContext: z.object({ requestId: z.string() }) });

function correlationOf(event: unknown): string {
  return Correlated.safeParse(event).data?.requestContext.requestId ?? 'unknown';
}

/** The answer to what nobody expected; tells the caller where to look, and nothing of what was inside. */
function faultAnswer(error: unknown, correlationId: string): HttpAnswer {
  log.error('request-failed', { correlationId }, error);
  if (error instanceof Fault && error.retryable) {
    const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
    return problem(
      503,
      { code: error.code, detail: 'Please try again in a moment.', headers },
      correlationId,
    );
  }
  return problem(500, { detail: 'Something went wrong on our side; it was recorded.' }, correlationId);
}

/** Maps faults to answers and puts the correlation id on every answer. */
const correlated: MiddlewareObj<unknown, HttpAnswer> = {
  after: ({ event, response }) => {
    if (response) response.headers['x-correlation-id'] = correlationOf(event);
  },
  onError: (request) => {
    const correlationId = correlationOf(request.event);
    const answer = faultAnswer(request.error, correlationId);
    request.response = { ...answer, headers: { ...answer.headers, 'x-correlation-id': correlationId } };
  },
};

/**
 * The entry of a function behind the HTTP API.
 * @param answer gives an answer for each request; what it throws becomes 503 (a retryable fault) or 500
 */
export function httpHandler(
  answer: (request: HttpRequest) => Promise<HttpAnswer>,
): MiddyfiedHandler<unknown, HttpAnswer> {
  return middy<unknown, HttpAnswer>()
    .use(correlated)
    .use(httpHeaderNormalizer())
    .handler((event) => answer(readRequest(event)));
}
