import type { Context } from 'aws-lambda';

interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  sourceIp?: string;
  requestId?: string;
  caller?: Record<string, unknown>;
}

/** For tests: an event as the HTTP API makes it (payload format 2.0, body in base64). */
export function httpEvent(call: Call = {}): Record<string, unknown> {
  const { method = 'POST', path = '/', headers = {}, body, params, query, caller } = call;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers,
    pathParameters: params,
    queryStringParameters: query,
    requestContext: {
      requestId: call.requestId ?? 'cor-test',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: call.sourceIp ?? '203.0.113.7',
        userAgent: 'test',
      },
      ...(caller ? { authorizer: { lambda: caller } } : {}),
    },
    body: body === undefined ? undefined : Buffer.from(body).toString('base64'),
    isBase64Encoded: body !== undefined,
  };
}

/** For tests: a Lambda context. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:test',
  memoryLimitInMB: '128',
  awsRequestId: 'test',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
