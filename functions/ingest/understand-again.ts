/** What was set aside without a lead, read once more out of the payload as it came. */
import { Fault } from '../../shared/domain/faults.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { withoutLead } from '../../shared/mail/reply-address.ts';
import type { ActiveDocument } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { WebGet } from '../../shared/ports/web-get.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { fetched, type HookCall, hookInquiryId, readHookBody } from './hook-items.ts';
import type { HookKeys } from './hook-keys.ts';
import type { Upload } from './read-body.ts';
import { readMail } from './read-mail.ts';
import { headOf } from './receive-mail.ts';
import { toolOf } from './rules/hooks/tools.ts';
import { type Thread, threadOf } from './thread-of.ts';
import type { Understood } from './understand.ts';
import { type UnderstoodHook, understandHook } from './understand-hook.ts';
import { type Receipt, understandMail } from './understand-mail.ts';

export interface AgainPorts {
  store: LeadStore;
  /** The raw bucket. */
  objects: Pick<Objects, 'get' | 'put'>;
  secret: () => Promise<string>;
  keys: () => Promise<HookKeys>;
  get: WebGet;
}

/** An item that could be read. */
export interface ReadAgain {
  understood: Understood;
  /** What the way that it came says, whatever stands in it. */
  head: Partial<Inquiry>;
  uploads: readonly Upload[];
  thread: Thread | null;
  /** Whether the sender is who the item says. */
  isProven: boolean;
  /** Whether it comes from the tool that it names. */
  signed: boolean;
  /** The id that it has where its tool has sent it again meanwhile, and it was understood then. */
  cameAgain: string | null;
  /** Other inquiries in the same body, with what they are taken by. */
  others: { items: readonly UnderstoodHook[]; call: HookCall; of: number } | null;
}

/** Content that no program of ours opens, whoever asks. */
const NEVER_OPENED: readonly (string | null)[] = ['virus', 'too-large'];

/**
 * Reads an item again, as at the time at which it came, by the rules in force now.
 * @returns null where there is nothing to be understood
 * @throws Fault where its payload cannot be had now
 */
export async function understandAgain(
  ports: AgainPorts,
  inquiry: Inquiry,
  { intake, correlationId }: { intake: ActiveDocument<IntakeDocument>; correlationId: string },
): Promise<ReadAgain | null> {
  const { raw, reason } = inquiry;
  if (raw === null || NEVER_OPENED.includes(reason)) return null;
  const body = raw.in === 'item' ? Buffer.from(raw.body) : await ports.objects.get(raw.key);
  if (!body) throw new Fault('payload-missing', { retryable: true, detail: inquiry.id });
  if (raw.contentType === 'message/rfc822') return mailAgain(ports, inquiry, body, intake.document);
  const request = { body: Buffer.from(body), headers: { 'content-type': raw.contentType }, correlationId };
  return hookAgain(ports, inquiry, { request, intake });
}

async function mailAgain(
  ports: AgainPorts,
  { delivery, channel, source, capturedAt, receivedAt }: Inquiry,
  body: Uint8Array,
  intake: IntakeDocument,
): Promise<ReadAgain | null> {
  const mail = await readMail(body).catch(() => null);
  if (!mail) return null;
  const recipients = delivery?.recipients ?? [];
  const receipt: Receipt = {
    spam: delivery?.spam ?? false,
    // What is not known to be proven is not.
    unproven: delivery?.unproven ?? 'yes',
    sender: delivery?.sender ?? '',
    recipients: recipients.map((address) => withoutLead(address.toLowerCase())),
    wanted: true,
  };
  const context = { intake, now: receivedAt, language: 'de' as const };
  const said = understandMail(mail, receipt, context);
  if (said.kind === 'ignored') return null;
  const isProven = receipt.unproven === 'no';
  return {
    understood: said.understood,
    head: { channel, source, capturedAt, ...headOf(mail) },
    uploads: mail.attachments,
    thread: await threadOf(ports, { ...mail, recipients, isProven }),
    isProven,
    signed: false,
    cameAgain: null,
    others: null,
  };
}

async function hookAgain(
  ports: AgainPorts,
  { id, source, receivedAt: now, signed }: Inquiry,
  { request, intake }: Pick<HookCall, 'request' | 'intake'>,
): Promise<ReadAgain | null> {
  const tool = toolOf(source, intake.document.hooks);
  const read = await readHookBody(request);
  if (!tool || !read.ok) return null;
  const context = { intake: intake.document, now, language: 'de' as const };
  const items = understandHook(read.value, { tool, source }, context);
  const call = { request, source, tool, intake, now, keys: await ports.keys(), proven: signed === true };
  const own = items.find((item) => isOf(call, item, items.length) === id);
  const [first = null, ...rest] = own ? [own] : items;
  if (!first) return null;
  const { item } = await fetched(ports, call, first);
  if (item.kind === 'nobody' && item.reason === 'needs-retrieval') return null;
  return {
    understood: item.understood,
    head: {},
    uploads: read.uploads,
    thread: null,
    isProven: true,
    signed: call.proven,
    cameAgain: own ? null : isOf(call, first, items.length),
    others: rest.length > 0 ? { items: rest, call, of: items.length } : null,
  };
}

/** The id that an item of a body has when it is taken by itself. */
function isOf(call: HookCall, { understood: { facts } }: UnderstoodHook, of: number): string {
  return hookInquiryId(call, facts.externalId ?? (of === 1 ? '' : JSON.stringify(facts)));
}
