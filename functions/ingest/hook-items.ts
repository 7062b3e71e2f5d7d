/** The single inquiries in the body of a form or ad tool: understood, fetched where they were only named, and taken in. */
import { createHash } from 'node:crypto';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { WebGet } from '../../shared/ports/web-get.ts';
import type { HookTool } from '../../shared/rules/hooks.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { fetchLead } from './fetch-lead.ts';
import type { HookKeys } from './hook-keys.ts';
import { keepRaw, keepUploads } from './keep-raw.ts';
import { type AnyRead, readAny, type Upload } from './read-body.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { takeInquiry } from './take-inquiry.ts';
import { type UnderstoodHook, understandHook } from './understand-hook.ts';

export interface HookItemPorts {
  store: LeadStore;
  rules: ActiveRules;
  raw: Pick<Objects, 'put'>;
  /** Asks a tool for the lead that it only named. */
  get: WebGet;
}

/** What a form with a hundred questions, each described beside its answer, comes to. */
const LIMITS = { depth: 20, values: 20_000 };

/** A body of a tool, with all that it is understood by. */
export interface HookCall {
  request: Pick<HttpRequest, 'body' | 'headers' | 'correlationId'>;
  source: string;
  tool: HookTool;
  intake: ActiveDocument<IntakeDocument>;
  now: string;
  keys: HookKeys;
  /** The body was signed, so it comes from the tool itself. */
  proven: boolean;
}

/** One inquiry of a body, as it is told to the tool. */
export interface TakenItem {
  inquiryId: string;
  outcome: string;
  leadId?: string;
}

/** Tools are not careful about the type that they name. */
export async function readHookBody({
  body,
  headers,
}: Pick<HttpRequest, 'body' | 'headers'>): Promise<AnyRead> {
  const type = headers['content-type'] ?? '';
  const looksLikeJson = /^\s*[[{]/.test(body.subarray(0, 100).toString('latin1'));
  const known = /json|multipart/i.test(type) || (/urlencoded/i.test(type) && !looksLikeJson);
  return readAny(
    body,
    known ? type : looksLikeJson ? 'application/json' : 'application/x-www-form-urlencoded',
    LIMITS,
  );
}

/** A lead that was only named, as the tool keeps it; the others as they came. */
export async function fetched(
  { get }: Pick<HookItemPorts, 'get'>,
  { tool, source, keys, request, intake, now }: HookCall,
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

async function hookInquiry(
  ports: HookItemPorts,
  call: HookCall,
  { understood }: UnderstoodHook,
  of: number,
): Promise<Known> {
  const { organisation: _o, email, redirect: _r, visitorId: _v, proofs: _p, ...known } = understood;
  const id = hookInquiryId(call, known.facts.externalId ?? (of === 1 ? '' : JSON.stringify(known.facts)));
  return {
    ...known,
    ...(email ? { from: email.address } : {}),
    ...(await keptRaw(ports, call, id)),
    attachments: [],
  };
}

/** The same for the same submission: a tool that sends it again adds nothing. */
export function hookInquiryId({ source, request }: HookCall, externalId: string): string {
  const hash = createHash('sha256').update(`${source}\n${externalId}\n`);
  if (externalId === '') hash.update(request.body);
  return `inq_${hash.digest('hex').slice(0, 24)}`;
}

/** The payload as it came, and the inquiry that it is. */
export async function keptRaw(
  { raw }: Pick<HookItemPorts, 'raw'>,
  { request, now }: HookCall,
  id: string,
): Promise<Pick<Known, 'id' | 'receivedAt' | 'raw'>> {
  const payload = { body: request.body, contentType: request.headers['content-type'] ?? '' };
  return { id, receivedAt: now, raw: await keepRaw(raw, id, payload) };
}

/**
 * Takes one inquiry of a body in, or keeps it with the reason why not.
 * @param named fetched first where the tool keeps it
 * @param of how many the body holds
 */
export async function takeHookItem(
  ports: HookItemPorts,
  call: HookCall,
  named: UnderstoodHook,
  { of, uploads }: { of: number; uploads: readonly Upload[] },
): Promise<TakenItem> {
  const { item, body } = await fetched(ports, call, named);
  const inquiry = await hookInquiry(ports, { ...call, request: { ...call.request, body } }, item, of);
  const attachments = await keepUploads(ports.raw, inquiry.id, uploads);
  return takeItem(ports, call, item, { ...inquiry, attachments });
}

async function takeItem(
  ports: HookItemPorts,
  call: HookCall,
  item: UnderstoodHook,
  inquiry: Known,
): Promise<TakenItem> {
  const { intake, now, request } = call;
  const inquiryId = inquiry.id;
  if (item.kind !== 'inquiry') {
    const outcome = item.kind === 'ignored' ? 'ignored' : 'quarantined';
    const review = outcome === 'quarantined' ? { review: { decisions: [] } } : {};
    const signed = call.proven ? { signed: true as const } : {};
    await ports.store.keepInquiry({
      ...inquiry,
      ...review,
      ...signed,
      outcome,
      reason: item.reason,
      leadId: null,
    });
    return { inquiryId, outcome };
  }
  const { understood } = item;
  const taken = await takeInquiry(
    ports,
    {
      inquiry,
      organisation: understood.organisation,
      identities: sureKeys({ ...understood, vouched: call.proven }, understood.email, intake.document),
      rulesHash: intake.hash,
    },
    { now, by: 'person', correlationId: request.correlationId },
  );
  return taken.outcome === 'remembered' ? { inquiryId, outcome: 'duplicate' } : taken;
}
