import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import type { Draft, EventPointer } from '../../shared/domain/events.ts';
import type { Consent, Facts } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { InquirySummary, Lead } from '../../shared/domain/lead.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { FulfilmentDocument } from '../../shared/rules/fulfilment.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import type { MailReport } from './settle-mail.ts';
import { templateFiles } from './template-files.ts';

export const received = '2026-11-23T09:00:00.000Z';
export const minutesLater = (minutes: number, since = received): string =>
  new Date(Date.parse(since) + minutes * 60_000).toISOString();

export const anna: Facts = {
  firstName: 'Anna',
  lastName: 'Schmidt',
  email: 'anna.schmidt@kunde.example',
  country: 'DE',
};

/** An inquiry as the intake hands it over; what a test does not say is that of a web form for a demo. */
export interface Asked {
  leadId?: string;
  inquiry?: Partial<InquirySummary>;
  facts?: Facts;
  extra?: Record<string, unknown>;
  consents?: Record<string, Consent>;
  outcome?: 'created' | 'merged' | 'reply' | 'quarantined';
  /** Reason of a quarantine. */
  quarantined?: string;
  /** Stored as the whole inquiry. */
  whole?: Partial<Inquiry>;
  at?: string;
}

/** Everything that answering needs, in memory, with the shipped rules. */
export function world(instead: { fulfilment?: FulfilmentDocument } = {}) {
  const mailer = memoryMailer();
  const objects = memoryObjects();
  const now = () => received;
  const store = memoryLeadStore({ now });
  let inquiries = 0;
  const ports = {
    store,
    rules: defaultRules(instead),
    claims: memoryClaims(),
    rates: memoryRateLimit(),
    mailer,
    objects,
    templates: templateFiles({ objects, ttlSeconds: 0, now }),
    sender: 'anfragen@leitwerk.example',
    publicUrl: 'https://leads.example',
    secret: async () => 'a secret of the installation',
  } satisfies FulfilPorts;

  /** The intake's part: the inquiry is stored and its event is on the queue. */
  async function receive(asked: Asked = {}): Promise<EventPointer> {
    const { leadId = 'lead_1', at = received, quarantined } = asked;
    const before = await store.load(leadId);
    const inquiry = { ...summary(asked, ++inquiries), ...asked.inquiry };
    const drafts: Draft[] = [
      {
        type: 'InquiryReceived',
        data: {
          inquiry,
          outcome: asked.outcome ?? (quarantined ? 'quarantined' : before ? 'merged' : 'created'),
          facts: asked.facts ?? anna,
          extra: asked.extra ?? {},
          consents: asked.consents ?? {},
          findings: [],
          organisation: null,
        },
      },
    ];
    if (quarantined)
      drafts.push({ type: 'LeadQuarantined', data: { reason: quarantined }, to: 'quarantined' });
    await write(leadId, drafts, at, asked.whole && whole(asked, inquiry, leadId));
    return pointer('InquiryReceived', leadId, inquiry.id, at);
  }

  async function write(leadId: string, drafts: Draft[], at: string, inquiry?: Inquiry): Promise<void> {
    const before = await store.load(leadId);
    const origin = { now: at, by: 'system', correlationId: 'cor_1' };
    const change = recordWatched(leadId, before, drafts, origin, await clockRules(ports.rules));
    await store.commit({
      ...change,
      expectedVersion: before?.version ?? null,
      ...(inquiry ? { inquiry } : {}),
    });
  }

  const lead = async (leadId = 'lead_1'): Promise<Lead> => {
    const found = await store.load(leadId);
    if (!found) throw new Error(`no lead ${leadId}`);
    return found;
  };

  /** Types of the events since the inquiry, with what they say of it. */
  const history = async (leadId = 'lead_1') => {
    const found = await store.loadWithHistory(leadId);
    return (found?.events ?? []).filter(({ type }) => /Answer|Note/.test(type));
  };

  return { ports, mailer, objects, store, receive, write, lead, history };
}

export type World = ReturnType<typeof world>;

export function pointer(
  type: string,
  leadId: string,
  inquiryId: string | undefined,
  at: string,
): EventPointer {
  const to = inquiryId ? { inquiryId } : {};
  return { eventId: `${leadId}.1`, type, leadId, ...to, at, correlationId: 'cor_1' };
}

/** What the provider reports of a sent mail. */
export function report(eventType: string, mail: OutgoingMail, bounceType?: string): MailReport {
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  const bounce = bounceType ? { bounce: { bounceType } } : {};
  return { detail: { eventType, mail: { messageId: 'message-1', tags }, ...bounce } };
}

function summary({ at = received }: Asked, number: number): InquirySummary {
  return {
    id: `inq_${number}`,
    channel: 'web_form',
    source: 'website',
    product: 'demo',
    capturedAt: at,
    receivedAt: at,
  };
}

function whole(asked: Asked, inquiry: InquirySummary, leadId: string): Inquiry {
  const { answered: _, failed: __, product: ___, products: ____, ...known } = inquiry;
  return {
    ...known,
    leadId,
    outcome: asked.outcome ?? 'created',
    reason: null,
    facts: asked.facts ?? anna,
    extra: {},
    consents: {},
    utm: {},
    findings: [],
    attachments: [],
    raw: null,
    ...asked.whole,
  };
}
