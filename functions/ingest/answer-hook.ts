/** `GET|POST /v1/hooks/{source}`: what form and ad tools send, answered as they expect. */
import { type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { WebGet } from '../../shared/ports/web-get.ts';
import { acknowledge } from './acknowledge.ts';
import type { FormPorts } from './answer-form.ts';
import {
  type HookCall,
  hookInquiryId,
  keptRaw,
  readHookBody,
  type TakenItem,
  takeHookItem,
} from './hook-items.ts';
import { type HookKeys, handshake, keyCheck } from './hook-keys.ts';
import type { AnyRead } from './read-body.ts';
import { toolOf } from './rules/hooks/tools.ts';
import { understandHook } from './understand-hook.ts';
import { waitOf } from './wait-of.ts';

export interface HookPorts extends Omit<FormPorts, 'secret' | 'heard'> {
  /** Keys by source, as the secret holds them. */
  keys: () => Promise<HookKeys>;
  /** Where no key is configured, only the local stage takes what should be signed. */
  stage: string;
  /** Asks a tool for the lead that it only named. */
  get: WebGet;
}

const MAX_HOOK_BYTES = 1024 * 1024;

/**
 * Takes what a tool sends. Whatever could be kept is answered with 200, so that no tool gives up on it or sends it again.
 * @throws Fault where nothing could be stored; the tool tries again
 */
export async function answerHook(ports: HookPorts, request: HttpRequest): Promise<HttpAnswer> {
  const source = request.params.source ?? '';
  const refuse = (status: number, code: string, detail: string, headers = {}): HttpAnswer =>
    problem(status, { code, detail, headers }, request.correlationId);
  const intake = await ports.rules.get('intake');
  const tool = toolOf(source, intake.document.hooks);
  if (!tool) return refuse(404, 'unknown-source', 'No source of this name is configured.');
  const keys = await ports.keys();
  if (request.method === 'GET')
    return (
      handshake(request, source, keys) ?? refuse(401, 'bad-signature', 'The token is not the one agreed.')
    );
  if (request.body.length > MAX_HOOK_BYTES)
    return refuse(413, 'too-large', `A body may have ${MAX_HOOK_BYTES} bytes.`);
  const now = ports.now();
  const read = await readHookBody(request);
  const trust = keyCheck(request, read, { source, tool, keys, stage: ports.stage, now });
  if (trust === 'refused') return refuse(401, 'bad-signature', 'The signature or key is missing or wrong.');
  const wait = await waitOf(ports, {
    request,
    source,
    intake: intake.document,
    isKnown: trust === 'proven',
    now,
  });
  if (wait !== null)
    return refuse(429, 'too-many', 'Too many inquiries at once.', {
      'retry-after': String(Math.ceil(wait)),
    });
  const call = { request, source, tool, intake, now, keys, proven: trust === 'proven' };
  const inquiries = await takeAll(ports, call, read);
  await acknowledge(ports.raw, inquiries, now);
  return json(200, { inquiries });
}

async function takeAll(ports: HookPorts, call: HookCall, read: AnyRead): Promise<TakenItem[]> {
  const { tool, source, intake, now } = call;
  const context = { intake: intake.document, now, language: 'de' as const };
  const said = read.ok ? understandHook(read.value, { tool, source }, context) : [];
  const uploads = read.ok ? read.uploads : [];
  if (said.length === 0) return [await keepWhole(ports, call)];
  const taken: TakenItem[] = [];
  for (const named of said) {
    taken.push(await takeHookItem(ports, call, named, { of: said.length, uploads }));
  }
  return taken;
}

/** What nobody understands waits as it came. */
async function keepWhole(ports: HookPorts, call: HookCall): Promise<TakenItem> {
  const { source, tool, now } = call;
  const signed = call.proven ? { signed: true as const } : {};
  const kept = await keptRaw(ports, call, hookInquiryId(call, ''));
  const nothing = { facts: {}, extra: {}, consents: {}, utm: {}, findings: [], attachments: [] };
  const origin = { channel: tool.channel, source, capturedAt: now };
  const why = { outcome: 'quarantined', reason: 'not-understood', leadId: null } as const;
  await ports.store.keepInquiry({
    ...nothing,
    ...origin,
    ...kept,
    ...why,
    ...signed,
    review: { decisions: [] },
  });
  return { inquiryId: kept.id, outcome: why.outcome };
}
