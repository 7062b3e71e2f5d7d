import { type Page, renderPage } from './page.ts';
import { plainStyle, type Style } from './style.ts';

/** An answer as the HTTP API takes it (payload format 2.0). */
export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  /** The body is bytes in base64. */
  isBase64Encoded?: true;
  body: string;
}

/** Answers speak of persons, so nobody keeps them; browsers take them for what they say they are. */
const everywhere = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Pages run no script unless they say so, load nothing, are framed by nobody, found by no search engine and tell no one where they were. */
const onPages = {
  ...everywhere,
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Pages with a script of ours may load that, speak to us and keep themselves for when there is no network. */
const scripted = "; script-src 'self'; connect-src 'self'; worker-src 'self'";

/** An answer that is neither data nor a page, such as a script. */
export function text(
  statusCode: number,
  body: string,
  contentType: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return { statusCode, headers: { ...everywhere, 'content-type': contentType, ...headers }, body };
}

/** A JSON answer. */
export function json(statusCode: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    statusCode,
    headers: { ...everywhere, 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** A page that only says something to people: works without script, and brings the least of the style. */
export function plainHtml(
  statusCode: number,
  page: Page,
  headers: Record<string, string> = {},
  style: Style = plainStyle,
): HttpAnswer {
  const policy = `default-src 'none'; style-src '${style.hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return {
    statusCode,
    headers: {
      ...onPages,
      'content-security-policy': policy + (page.script ? scripted : ''),
      ...headers,
    },
    body: renderPage(page, style),
  };
}

/** A file that the browser hands to the program for it. `type` without charset: it is UTF-8. */
export function file(
  body: string,
  { name, type, language }: { name: string; type: string; language: string },
): HttpAnswer {
  return {
    statusCode: 200,
    headers: {
      ...everywhere,
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'content-language': language,
    },
    body,
  };
}

/** Bytes that somebody else sent: to be saved, never to be shown as a page of ours, whatever they say they are. */
export function download(body: Uint8Array, name: string): HttpAnswer {
  const escaped = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return {
    statusCode: 200,
    headers: {
      ...everywhere,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${escaped}`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
    isBase64Encoded: true,
    body: Buffer.from(body).toString('base64'),
  };
}

/** 303: the browser goes on with GET. @param location an address that was checked before */
export function redirect(location: string): HttpAnswer {
  return {
    statusCode: 303,
    headers: { ...everywhere, 'referrer-policy': 'no-referrer', location },
    body: '',
  };
}

/** Names of the statuses that are refused with; not taken from node:http, which costs a function 20 ms of its start. */
const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export interface Problem {
  /** Names the kind of problem for programs; without it the status says all. */
  code?: string;
  /** Defaults to the name of the status. */
  title?: string;
  detail: string;
  /** For 422: every finding at once. */
  errors?: readonly { field: string; code: string; message: string }[];
  headers?: Record<string, string>;
}

/** A refusal or fault as problem details (RFC 9457); `instance` is the correlation id, so that support can find it. */
export function problem(statusCode: number, what: Problem, correlationId: string): HttpAnswer {
  const { code, title = TITLES[statusCode] ?? 'Error', detail, errors, headers = {} } = what;
  return {
    statusCode,
    headers: { ...everywhere, 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify({
      type: code ? `urn:leitwerk:problem:${code}` : 'about:blank',
      title,
      status: statusCode,
      detail,
      instance: correlationId,
      ...(errors ? { errors } : {}),
    }),
  };
}
