/** `GET|POST /v1/hooks/{source}`: what form and ad tools send, answered as they expect. */
import { createHash } from 'node:crypto';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { ActiveDocument } from '../../shared/ports/active-rules.ts';
import type { WebGet } from '../../shared/ports/web-get.ts';
import type { HookTool } from '../../shared/rules/hooks.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import type { FormPorts } from './answer-form.ts';
import { fetchLead } from './fetch-lead.ts';
import { type HookKeys, handshake, keyCheck } from './hook-keys.ts';
import { keepRaw, keepUploads } from './keep-raw.ts';
import { type AnyRead, readAny } from './read-body.ts';
import { addressBlock } from './rules/address-block.ts';
import { toolOf } from './rules/hooks/tools.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { takeInquiry } from './take-inquiry.ts';
import { type UnderstoodHook, understandHook } from './understand-hook.ts';

export interface HookPorts extends FormPorts {
  /** Keys by source, as the secret holds them. */
  keys: () => Promise<HookKeys>;
  /** Where no key is configured, only the local stage takes what should be signed. */
  stage: string;
  /** Asks a tool for the lead that it only named. */
  get: WebGet;
}

/** What a form with a hundred questions, each described beside its answer, comes to. */
const LIMITS = { depth: 20, values: 20_000 };
const MAX_HOOK_BYTES = 1024 * 1024;

interface Call {
  request: HttpRequest;
  source: string;
  tool: HookTool;
  intake: ActiveDocument<IntakeDocument>;
  now: string;
  keys: HookKeys;
}

/** One inquiry of a body, as it is told to the tool. */
interface Taken {
  inquiryId: string;
  outcome: string;
  leadId?: string;
}

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
  const block = addressBlock(request.sourceIp, ports.hashKey);
  const wait = trust === 'proven' ? null : await ports.limit.take(block, intake.document.limit, now);
  if (wait !== null)
    return refuse(429, 'too-many', 'Too many inquiries from this network.', {
      'retry-after': String(Math.ceil(wait)),
    });
  return json(200, { inquiries: await takeAll(ports, { request, source, tool, intake, now, keys }, read) });
}

/** Tools are not careful about the type that they name. */
async function readHookBody({ body, headers }: HttpRequest): Promise<AnyRead> {
  const type = headers['content-type'] ?? '';
  const looksLikeJson = /^\s*[[{]/.test(body.subarray(0, 100).toString('latin1'));
  const known = /json|multipart/i.test(type) || (/urlencoded/i.test(type) && !looksLikeJson);
  return readAny(
    body,
    known ? type : looksLikeJson ? 'application/json' : 'application/x-www-form-urlencoded',
    LIMITS,
  );
}

async function takeAll(ports: HookPorts, call: Call, read: AnyRead): Promise<Taken[]> {
  const { tool, source, intake, now } = call;
  const context = { intake: intake.document, now, language: 'de' as const };
  const said = read.ok ? understandHook(read.value, { tool, source }, context) : [];
  const uploads = read.ok ? read.uploads : [];
  if (said.length === 0) return [await keepWhole(ports, call)];
  const taken: Taken[] = [];
  for (const named of said) {
    const { item, body } = await fetched(ports, call, named);
    const inquiry = await inquiryOf(
      ports,
      { ...call, request: { ...call.request, body } },
      item,
      said.length,
    );
    const attachments = await keepUploads(ports.raw, inquiry.id, uploads);
    taken.push(await takeOne(ports, call, item, { ...inquiry, attachments }));
  }
  return taken;
}

/** A lead that was only named, as the tool keeps it; the others as they came. */
async function fetched(
  { get }: HookPorts,
  { tool, source, keys, request, intake, now }: Call,
  item: UnderstoodHook,
): Promise<{ item: UnderstoodHook; body: Buffer }> {
  const token = keys[`${source}.token`];
  const id = item.understood.facts.externalId;
  if (item.kind !== 'nobody' || item.reason !== 'needs-retrieval' || !tool.retrieve || !token || !id)
    return { item, body: request.body };
  const body = await fetchLead(get, tool.retrieve, { id, token });
  const read = body && (await readAny(body, 'application/json', LIMITS));
  if (!read?.ok) return { item, body: request.body };
  const [whole] = understandHook(
    read.value,
    { tool, source },
    { intake: intake.document, now, language: 'de' },
  );
  if (!whole || !body) return { item, body: request.body };
  // The id by which it was named stays, whatever the lead calls itself.
  whole.understood.facts.externalId = id;
  return { item: whole, body };
}

type Known = Omit<Inquiry, 'outcome' | 'reason' | 'leadId'>;

async function inquiryOf(
  ports: HookPorts,
  call: Call,
  { understood }: UnderstoodHook,
  of: number,
): Promise<Known> {
  const { organisation: _o, email, redirect: _r, visitorId: _v, ...known } = understood;
  const id = idOf(call, known.facts.externalId ?? (of === 1 ? '' : JSON.stringify(known.facts)));
  return {
    ...known,
    ...(email ? { from: email.address } : {}),
    ...(await rawOf(ports, call, id)),
    attachments: [],
  };
}

/** The same for the same submission: a tool that sends it again adds nothing. */
function idOf({ source, request }: Call, externalId: string): string {
  const hash = createHash('sha256').update(`${source}\n${externalId}\n`);
  if (externalId === '') hash.update(request.body);
  return `inq_${hash.digest('hex').slice(0, 24)}`;
}

async function rawOf(
  { raw }: HookPorts,
  { request, now }: Call,
  id: string,
): Promise<Pick<Known, 'id' | 'receivedAt' | 'raw'>> {
  const payload = { body: request.body, contentType: request.headers['content-type'] ?? '' };
  return { id, receivedAt: now, raw: await keepRaw(raw, id, payload) };
}

async function takeOne(ports: HookPorts, call: Call, item: UnderstoodHook, inquiry: Known): Promise<Taken> {
  const { intake, now, request } = call;
  const inquiryId = inquiry.id;
  if (item.kind !== 'inquiry') {
    const outcome = item.kind === 'ignored' ? 'ignored' : 'quarantined';
    await ports.store.keepInquiry({ ...inquiry, outcome, reason: item.reason, leadId: null });
    return { inquiryId, outcome };
  }
  const { understood } = item;
  const taken = await takeInquiry(
    ports,
    {
      inquiry,
      organisation: understood.organisation,
      identities: sureKeys(understood, understood.email, intake.document),
      rulesHash: intake.hash,
    },
    { now, by: 'person', correlationId: request.correlationId },
  );
  return taken.outcome === 'remembered' ? { inquiryId, outcome: 'duplicate' } : taken;
}

/** What nobody understands waits as it came. */
async function keepWhole(ports: HookPorts, call: Call): Promise<Taken> {
  const { source, tool, now } = call;
  const kept = await rawOf(ports, call, idOf(call, ''));
  const nothing = { facts: {}, extra: {}, consents: {}, utm: {}, findings: [], attachments: [] };
  const origin = { channel: tool.channel, source, capturedAt: now };
  const why = { outcome: 'quarantined', reason: 'not-understood', leadId: null } as const;
  await ports.store.keepInquiry({ ...nothing, ...origin, ...kept, ...why });
  return { inquiryId: kept.id, outcome: why.outcome };
}
