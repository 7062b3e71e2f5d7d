import { afterEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../domain/faults.ts';
import { json, redirect } from './answer.ts';
import { httpHandler } from './handler.ts';
import { html } from './html.ts';
import { markup } from './markup.ts';
import { preferredLanguage, wantsHtml } from './request.ts';
import { httpEvent, lambdaContext } from './testing.ts';

describe('an HTTP function', () => {
  afterEach(() => vi.restoreAllMocks());

  it('gives back the correlation id with every answer', async () => {
    const answer = await httpHandler(async ({ correlationId }) => json(200, { correlationId }))(
      httpEvent({ requestId: 'cor-1' }),
      lambdaContext,
    );
    expect(answer.headers['x-correlation-id']).toBe('cor-1');
    expect(JSON.parse(answer.body)).toEqual({ correlationId: 'cor-1' });
  });

  it('sees header names in lower case and the body as bytes', async () => {
    const handler = httpHandler(async ({ headers, body }) =>
      json(200, [headers['content-type'], body.toString()]),
    );
    const event = httpEvent({ headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('Grüße') });
    expect(JSON.parse((await handler(event, lambdaContext)).body)).toEqual(['text/plain', 'Grüße']);
  });

  it.each([
    ['a retryable fault', new Fault('throttled', { retryable: true }), 503, '2'],
    ['a permanent fault', new Fault('rules-broken', { retryable: false }), 500, undefined],
    ['a bug', new TypeError('x of Erika Musterfrau'), 500, undefined],
  ])('answers %s with problem details that name nobody', async (_, thrown, status, retryAfter) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const handler = httpHandler(async () => {
      throw thrown;
    });
    const answer = await handler(httpEvent({ requestId: 'cor-2' }), lambdaContext);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status, instance: 'cor-2', title: expect.any(String) });
    expect(answer.body + JSON.stringify(print.mock.calls)).not.toContain('Musterfrau');
  });

  it('is a 500 when the event is not one of the HTTP API', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await httpHandler(async () => json(200, {}))({ strange: true }, lambdaContext);
    expect(answer.statusCode).toBe(500);
  });
});

describe('a page', () => {
  it('escapes what people typed and may run no script', () => {
    const name = '<script>alert("x")</script>';
    const answer = html(200, {
      language: 'de',
      title: `Danke ${name}`,
      main: markup`<p title="${name}">${[name]}</p>`,
    });
    expect(answer.body).not.toContain('<script');
    expect(answer.body).toContain('&lt;script&gt;alert(&quot;x&quot;)');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
  });

  it('is left by 303, so that the browser goes on with GET', () => {
    expect(redirect('https://shop.example/danke')).toMatchObject({
      statusCode: 303,
      headers: { location: 'https://shop.example/danke' },
    });
  });
});

describe('what the caller would like', () => {
  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['application/json', false],
    ['application/json, text/html', false],
    ['*/*', false],
    [undefined, false],
  ])('Accept: %s → page %s', (accept, expected) => {
    expect(wantsHtml({ accept })).toBe(expected);
  });

  it.each([
    [undefined, 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fr,de;q=0.5,en;q=0.7', 'en'],
    ['de-AT', 'de'],
    ['en;q=0', 'de'],
    ['fr', 'de'],
  ])('Accept-Language: %s → %s', (language, expected) => {
    expect(preferredLanguage({ 'accept-language': language })).toBe(expected);
  });
});
