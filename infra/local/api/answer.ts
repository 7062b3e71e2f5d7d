import * as z from 'zod';

/** What goes back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const answerSchema = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Reads a function's answer the way payload format 2.0 does: with a status code it is a response, without it the answer
 * itself is the body.
 */
export function answerOf(answer: unknown): HttpAnswer {
  const isResponse = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  if (!isResponse) return message(200, typeof answer === 'string' ? answer : JSON.stringify(answer));
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return internal;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      ...(cookies && cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

const message = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
});

/** Answers of the gateway itself. */
export const gateway = (status: number, text: string): HttpAnswer =>
  message(status, JSON.stringify({ message: text }));

export const internal = gateway(500, 'Internal Server Error');
