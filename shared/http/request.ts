import * as z from 'zod';

const texts = z.record(z.string(), z.string().optional());

/** What the HTTP API hands to a function (payload format 2.0), as far as anybody here reads it. */
export const HttpEvent = z.object({
  rawPath: z.string(),
  headers: texts.default({}),
  cookies: z.array(z.string()).optional(),
  pathParameters: texts.optional(),
  queryStringParameters: texts.optional(),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string(), sourceIp: z.string() }),
    authorizer: z.object({ lambda: z.record(z.string(), z.unknown()).nullish() }).optional(),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

/** A request as handlers see it. Header names are in lower case. */
export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  cookies: string[];
  /** Values of `{name}` in the route, decoded. */
  params: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Buffer;
  /** Address of the caller, as the API saw it; personal data, never logged. */
  sourceIp: string;
  /** Travels with every event that the request causes, and back in `x-correlation-id`. */
  correlationId: string;
  /** What the authoriser told about the caller; empty on open routes. */
  caller: Record<string, unknown>;
}

/** Reads an event of the HTTP API, whose header names are in lower case already. */
export function readRequest(event: unknown): HttpRequest {
  const { rawPath, headers, cookies, pathParameters, queryStringParameters, requestContext, ...rest } =
    HttpEvent.parse(event);
  return {
    method: requestContext.http.method,
    path: rawPath,
    headers,
    cookies: cookies ?? [],
    params: pathParameters ?? {},
    query: queryStringParameters ?? {},
    body: Buffer.from(rest.body ?? '', rest.isBase64Encoded ? 'base64' : 'utf8'),
    sourceIp: requestContext.http.sourceIp,
    correlationId: requestContext.requestId,
    caller: requestContext.authorizer?.lambda ?? {},
  };
}

/** Whether the caller would rather have a page than data: a browser, not a program. */
export function wantsHtml(headers: HttpRequest['headers']): boolean {
  const accept = headers.accept ?? '';
  const html = accept.indexOf('text/html');
  const data = accept.indexOf('application/json');
  return html >= 0 && (data < 0 || html < data);
}

/**
 * German or English, whichever the caller's browser asks for first.
 * @param otherwise for callers who ask for neither; German is the home language of the product
 */
export function preferredLanguage(
  headers: HttpRequest['headers'],
  otherwise: 'de' | 'en' = 'de',
): 'de' | 'en' {
  const ranked = (headers['accept-language'] ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => (language === 'de' || language === 'en') && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  const [first] = ranked;
  return first ? (first.language === 'en' ? 'en' : 'de') : otherwise;
}
