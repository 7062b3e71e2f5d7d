import { type EventPointer, inquiryOf, type LeadEvent, seqOf } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { signLink } from '../../shared/links/link.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Mailer, OutgoingMail } from '../../shared/ports/mailer.ts';
import type { Agent } from '../../shared/rules/agents.ts';
import { staffLetter } from './mails/staff-letters.ts';
import { type Telling, whomToTell } from './rules/whom-to-tell.ts';

/** The link is void as soon as the lead moves on; this only ends links of leads that nobody ever closed. */
const LINK_DAYS = 400;
const DAY_MS = 86_400_000;

export interface TellPorts {
  store: LeadStore;
  rules: ActiveRules;
  claims: Claims;
  mailer: Mailer;
  secret: () => Promise<string>;
  /** Address that mails come from. */
  sender: string;
  publicUrl: string;
}

/**
 * Sends the message to staff that an event calls for, once. One that may have been sent is not sent again: the clock
 * that runs reminds in any case.
 */
export async function tellStaff(ports: TellPorts, pointer: EventPointer, now: string): Promise<void> {
  const found = await ports.store.loadWithHistory(pointer.leadId, seqOf(pointer.eventId));
  const event = found?.events.find(({ id }) => id === pointer.eventId);
  if (!found || !event) return;
  const agents = await ports.rules.get('agents');
  const telling = whomToTell(event, found.lead, agents.document);
  const agent = agents.document.agents.find(({ id }) => id === telling?.to);
  if (!telling) return;
  if (!agent) throw new Fault('agent-unknown', { retryable: false, detail: telling.to });
  const mail = await compose(ports, {
    event,
    lead: found.lead,
    telling,
    agent,
    timeZone: agents.document.timeZone,
    now,
  });
  const once = {
    key: `told:${event.id}`,
    mail,
    reference: (mailId: string) => mailId,
    hindrance: async () => null,
  };
  const sent = await sendOnce(ports, once, now);
  const about = { leadId: found.lead.id, kind: telling.kind };
  if (sent.outcome === 'refused') log.warn('staff-unreachable', { ...about, reason: sent.reason });
  else log.info('staff-told', { ...about, outcome: sent.outcome });
}

interface Composing {
  event: LeadEvent;
  lead: Lead;
  telling: Telling;
  agent: Agent;
  timeZone: string;
  now: string;
}

async function compose(ports: TellPorts, given: Composing): Promise<OutgoingMail> {
  const { event, lead, telling, agent, timeZone, now } = given;
  const { document } = await ports.rules.get('fulfilment');
  const asked = telling.kind === 'replied' ? inquiryOf(event) : lead.inquiries.at(-1)?.id;
  const isShown = telling.kind === 'assigned' || telling.kind === 'replied';
  const inquiry = asked && isShown ? await ports.store.loadInquiry(asked) : null;
  const letter = staffLetter({
    kind: telling.kind,
    event,
    lead,
    language: agent.language,
    timeZone,
    link: lead.owner?.id === agent.id ? await ownersLink(ports, lead, now) : '',
    list: lead.owner?.id === agent.id ? await listLink(ports, agent, now) : '',
    message: inquiry?.text ?? '',
  });
  const written = composeLetter({
    ...letter,
    language: agent.language,
    greeting: agent.language === 'de' ? `Guten Tag ${agent.name},` : `Dear ${agent.name},`,
    footer: `Lead {{leadId}}`,
    company: document.company,
  });
  return {
    ...written,
    from: { name: document.sender[agent.language], address: ports.sender },
    to: agent.email,
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: { leadId: lead.id, kind: telling.kind, event: event.id },
    attachments: [],
  };
}

/** The owner's list of open leads and absences. */
async function listLink(ports: TellPorts, { id: owner }: Agent, now: string): Promise<string> {
  const token = signLink({ purpose: 'owner', owner, expires: endOfLinks(now) }, await ports.secret());
  return `${ports.publicUrl.replace(/\/$/, '')}/v1/owner/${token}`;
}

function endOfLinks(now: string): string {
  return new Date(Date.parse(now) + LINK_DAYS * DAY_MS).toISOString();
}

async function ownersLink(ports: TellPorts, lead: Lead, now: string): Promise<string> {
  if (!lead.owner || !lead.assignment) return '';
  const expires = endOfLinks(now);
  const token = signLink(
    { purpose: 'assignment', leadId: lead.id, turn: lead.assignment.turn, owner: lead.owner.id, expires },
    await ports.secret(),
  );
  return `${ports.publicUrl.replace(/\/$/, '')}/v1/assignments/${token}`;
}
