/** The keys that tools and we agreed on: who may send, and who is who when a hook is set up. */
import * as z from 'zod';
import { Fault } from '../../shared/domain/faults.ts';
import { type HttpAnswer, json } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { HookTool } from '../../shared/rules/hooks.ts';
import type { AnyRead } from './read-body.ts';
import { hmac, isGenuine, same } from './rules/hooks/check.ts';

/** `{ "typeform": "key", "meta": "app secret", "meta.verify": "token of the handshake", "meta.token": "to fetch leads" }` */
const Keys = z.record(z.string(), z.string());
export type HookKeys = z.infer<typeof Keys>;

/** @throws Fault `hook-keys-unreadable` where the secret is not such an object */
export function parseKeys(text: string): HookKeys {
  try {
    return Keys.parse(JSON.parse(text));
  } catch {
    throw new Fault('hook-keys-unreadable', { retryable: true, detail: 'no object of texts' });
  }
}

/** How far a request is believed: signed; open, since nothing is agreed and nothing need be; or not at all. */
export function keyCheck(
  request: HttpRequest,
  read: AnyRead,
  {
    source,
    tool,
    keys,
    stage,
    now,
  }: { source: string; tool: HookTool; keys: HookKeys; stage: string; now: string },
): 'proven' | 'open' | 'refused' {
  const key = keyOf(keys, source);
  if (key === undefined) return tool.check.by === 'key' || stage === 'local' ? 'open' : 'refused';
  const query = new URLSearchParams(
    Object.entries(request.query).map(([name, value]) => [name, value ?? '']),
  );
  const address = `https://${request.headers.host ?? ''}${request.path}`;
  const url = query.size > 0 ? `${address}?${query}` : address;
  return isGenuine({ ...request, url }, read.ok ? read.value : null, { check: tool.check, key, now })
    ? 'proven'
    : 'refused';
}

/** Answers a tool that asks whether this address is ours: Meta by a token, LinkedIn by a challenge; null for a stranger. */
export function handshake({ query }: HttpRequest, source: string, keys: HookKeys): HttpAnswer | null {
  const challenge = query['hub.challenge'];
  const token = keyOf(keys, `${source}.verify`);
  if (query['hub.mode'] === 'subscribe' && challenge !== undefined && token !== undefined)
    return same(query['hub.verify_token'] ?? '', token) && /^[\w-]{1,200}$/.test(challenge)
      ? plain(challenge)
      : null;
  const code = query.challengeCode;
  const key = keyOf(keys, source);
  if (code === undefined || key === undefined || !/^[\w-]{1,200}$/.test(code)) return null;
  return json(200, { challengeCode: code, challengeResponse: hmac(key, code, 'hex') });
}

function keyOf(keys: HookKeys, name: string): string | undefined {
  return Object.hasOwn(keys, name) && keys[name] !== '' ? keys[name] : undefined;
}

function plain(body: string): HttpAnswer {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { statusCode: 200, headers, body };
}
