/** `POST /v1/events`: what people do, counted; and kept with the person where a consent allows it. */
import { changeLead } from '../../shared/change-lead.ts';
import type { Act } from '../../shared/domain/behaviour.ts';
import { type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import type { EventsAccepted } from '../../shared/http/api/events.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import type { Visits } from '../../shared/ports/visits.ts';
import { seenDrafts } from '../../shared/rules/behaviour.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { isMachine } from '../../shared/rules/machines.ts';
import { forOrigin } from './form-answers.ts';
import { addressBlock } from './rules/address-block.ts';
import { type ReadAct, readActs } from './rules/read-acts.ts';

export interface EventPorts {
  store: LeadStore;
  rules: ActiveRules;
  limit: RateLimit;
  visits: Visits;
  now: Now;
  /** Under which addresses of callers and ids of browsers are hashed. */
  hashKey: string;
}

const MAX_BYTES = 256 * 1024;
const DAY_MS = 86_400_000;

/**
 * Answers 202 with how many acts were of a known type; the answer is the same whether or not the person is known here.
 * @throws Fault where nothing could be stored; the same acts may be sent again
 */
export async function answerEvents(ports: EventPorts, request: HttpRequest): Promise<HttpAnswer> {
  const { document } = await ports.rules.get('intake');
  const answer =
    request.method === 'OPTIONS'
      ? { statusCode: 204, headers: {}, body: '' }
      : await answerCall(ports, request, document);
  return forOrigin(answer, request, document);
}

async function answerCall(
  ports: EventPorts,
  request: HttpRequest,
  { limit, behaviour }: IntakeDocument,
): Promise<HttpAnswer> {
  const now = ports.now();
  const { correlationId } = request;
  const refused = (status: number, code: string, detail: string, more = {}) =>
    problem(status, { code, detail, ...more }, correlationId);
  const block = addressBlock(request.sourceIp, ports.hashKey);
  const wait = await ports.limit.take(`events-${block}`, limit, now);
  if (wait !== null) {
    const headers = { 'retry-after': String(Math.ceil(wait)) };
    return refused(429, 'too-many', 'Too many events from this network.', { headers });
  }
  if (request.body.length > MAX_BYTES) return refused(413, 'too-large', 'At most 256 kB at once.');
  const body = parsed(request.body);
  if (body === undefined) return refused(400, 'unreadable', 'The body is not JSON.');
  const read = readActs(body, { behaviour, now, hashKey: ports.hashKey });
  if (!read.ok) {
    return refused(422, 'events', 'Nothing was taken. Correct what is listed and send it again.', {
      errors: read.errors,
    });
  }
  const machine = isMachine({ method: request.method, headers: request.headers }) && saysBrowser(request);
  await take(ports, machine ? [] : read.acts, { behaviour, now, correlationId });
  await ports.visits.count(now.slice(0, 10), machine ? { machine: read.acts.length } : counts(read));
  return json(202, { accepted: read.acts.length, unknown: read.unknown } satisfies EventsAccepted);
}

/** A robot that runs the script of a page names that page; a tool that tells of a webinar is no browser and need not be. */
function saysBrowser({ headers }: HttpRequest): boolean {
  return headers.origin !== undefined || headers.referer !== undefined;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function counts({ acts, unknown }: { acts: readonly ReadAct[]; unknown: number }): Record<string, number> {
  const sums: Record<string, number> = unknown > 0 ? { unknown } : {};
  for (const { act } of acts) sums[act.type] = (sums[act.type] ?? 0) + 1;
  return sums;
}

interface Taking {
  behaviour: IntakeDocument['behaviour'];
  now: string;
  correlationId: string;
}

/** One change for each person of the request, one item for each browser that is nobody yet. */
async function take(ports: EventPorts, acts: readonly ReadAct[], taking: Taking): Promise<void> {
  const { behaviour, now, correlationId } = taking;
  const expires = new Date(Date.parse(now) + behaviour.keepDays * DAY_MS).toISOString();
  const holders = await holdersOf(ports, acts);
  const people = new Map<string, Act[]>();
  const add = (leadId: string, more: readonly Act[]) =>
    people.set(leadId, [...(people.get(leadId) ?? []), ...more]);
  const browsers = Map.groupBy(acts, ({ visitor }) => visitor);
  for (const [visitor, of] of browsers) {
    const named = of.map((one) => one.lead ?? (one.email ? holders.get(one.email) : undefined));
    const leadId = visitor === undefined ? undefined : named.findLast((id) => id !== undefined);
    if (visitor !== undefined && leadId) add(leadId, await ports.visits.identify(visitor, leadId, expires));
    const known = visitor === undefined || leadId ? (leadId ?? null) : await ports.visits.personOf(visitor);
    const nobodys: Act[] = [];
    for (const [index, { act, email }] of of.entries()) {
      const whose = named[index] ?? (email ? null : known);
      if (whose) add(whose, [act]);
      else if (visitor !== undefined) nobodys.push(act);
    }
    const [first, ...more] = nobodys;
    if (visitor !== undefined && first) await ports.visits.keep(visitor, [first, ...more], expires);
  }
  for (const [leadId, seen] of people) {
    await changeLead(ports, leadId, { now, by: 'person', correlationId }, (lead) =>
      seenDrafts(lead, seen, behaviour),
    );
  }
}

/** The leads that hold the addresses named. */
async function holdersOf({ store }: EventPorts, acts: readonly ReadAct[]): Promise<Map<string, string>> {
  const addresses = new Set(acts.flatMap(({ lead, email }) => (lead === undefined && email ? [email] : [])));
  const found = await Promise.all(
    [...addresses].map(async (value) => [value, await store.holderOf({ kind: 'email', value })] as const),
  );
  return new Map(found.flatMap(([value, leadId]) => (leadId ? [[value, leadId] as const] : [])));
}
