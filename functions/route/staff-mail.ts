import { inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { signLink } from '../../shared/links/link.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { Agent } from '../../shared/rules/agents.ts';
import { type BundleLine, bundleLetter } from './mails/bundle-letter.ts';
import { capacityLetter } from './mails/capacity-letter.ts';
import { type StaffLetter, staffLetter } from './mails/staff-letters.ts';
import type { Backlog } from './rules/capacity.ts';
import type { Telling } from './rules/whom-to-tell.ts';

/** The link is void as soon as the lead moves on; this only ends links of leads that nobody ever closed. */
const LINK_DAYS = 400;
const DAY_MS = 86_400_000;

export interface MailPorts {
  store: LeadStore;
  rules: ActiveRules;
  secret: () => Promise<string>;
  /** Address that mails come from. */
  sender: string;
  publicUrl: string;
}

/** One message to staff: what happened to which lead, and how it is told. */
export interface Message {
  event: LeadEvent;
  lead: Lead;
  telling: Telling;
}

/** Who reads it, and when. */
export interface Reading {
  agent: Agent;
  timeZone: string;
  /** ISO instant. */
  now: string;
}

/** The mail about one event, with all facts where it goes to the lead's owner. */
export async function messageMail(
  ports: MailPorts,
  { event, lead, telling }: Message,
  reading: Reading,
): Promise<OutgoingMail> {
  const { agent, timeZone } = reading;
  const asked = telling.kind === 'replied' ? inquiryOf(event) : lead.inquiries.at(-1)?.id;
  const isShown = telling.kind === 'assigned' || telling.kind === 'replied';
  const inquiry = asked && isShown ? await ports.store.loadInquiry(asked) : null;
  const letter = staffLetter({
    kind: telling.kind,
    event,
    lead,
    language: agent.language,
    timeZone,
    link: await ownersLink(ports, lead, reading),
    list: lead.owner?.id === agent.id ? await listLink(ports, reading) : '',
    console: consoleLink(ports, { event, lead, telling }, agent),
    message: inquiry?.text ?? '',
  });
  const tags = { leadId: lead.id, kind: telling.kind, event: event.id };
  return outgoing(ports, letter, { reading, tags, footer: 'Lead {{leadId}}' });
}

/** The mail about several events, the oldest first. @param more true where others follow in another one */
export async function bundleMail(
  ports: MailPorts,
  messages: readonly Message[],
  { more, ...reading }: Reading & { more: boolean },
): Promise<OutgoingMail> {
  const { agent, timeZone } = reading;
  const lines: BundleLine[] = [];
  for (const { event, lead, telling } of messages)
    lines.push({ kind: telling.kind, event, lead, link: await ownersLink(ports, lead, reading) });
  const isOwner = lines.some(({ link }) => link !== '');
  const letter = bundleLetter({
    lines,
    language: agent.language,
    timeZone,
    list: isOwner ? await listLink(ports, reading) : `${base(ports)}/console/clocks`,
    more,
  });
  return outgoing(ports, letter, { reading, tags: { kind: 'bundle' }, footer: '{{together}}' });
}

/** The mail about leads that wait for a pool. */
export async function capacityMail(
  ports: MailPorts,
  backlog: Backlog,
  { tags, ...reading }: Reading & { tags: Record<string, string> },
): Promise<OutgoingMail> {
  const { language } = reading.agent;
  const letter = capacityLetter(backlog, { language, now: reading.now, console: `${base(ports)}/console` });
  return outgoing(ports, letter, { reading, tags: { kind: 'capacity', ...tags }, footer: '{{daily}}' });
}

interface Outgoing {
  reading: Reading;
  tags: Record<string, string>;
  footer: string;
}

async function outgoing(
  ports: MailPorts,
  letter: StaffLetter,
  { reading: { agent }, tags, footer }: Outgoing,
): Promise<OutgoingMail> {
  const { document } = await ports.rules.get('fulfilment');
  const written = composeLetter({
    ...letter,
    language: agent.language,
    greeting: agent.language === 'de' ? `Guten Tag ${agent.name},` : `Dear ${agent.name},`,
    footer,
    company: document.company,
  });
  return {
    ...written,
    from: { name: document.sender[agent.language], address: ports.sender },
    to: agent.email,
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags,
    attachments: [],
  };
}

const base = ({ publicUrl }: MailPorts): string => publicUrl.replace(/\/$/, '');

/** The owner's list of open leads and absences. */
async function listLink(ports: MailPorts, { agent: { id: owner }, now }: Reading): Promise<string> {
  const token = signLink({ purpose: 'owner', owner, expires: endOfLinks(now) }, await ports.secret());
  return `${base(ports)}/v1/owner/${token}`;
}

function endOfLinks(now: string): string {
  return new Date(Date.parse(now) + LINK_DAYS * DAY_MS).toISOString();
}

/** Where whoever is asked for something decides on it in the console; empty for owners, who have pages of their own. */
function consoleLink(ports: MailPorts, { event, lead, telling }: Message, { id }: Agent): string {
  const tell = event.type === 'ClockStepTaken' ? event.data.tell : '';
  if (lead.owner?.id === id || telling.kind === 'erased' || tell.startsWith('owner:')) return '';
  const isReview = event.type === 'ClockStepTaken' && event.data.clock === 'review';
  return `${base(ports)}/console/${isReview ? 'review' : `leads/${lead.id}`}`;
}

/** The page on which the reader works the lead; empty where it is somebody else's. */
async function ownersLink(ports: MailPorts, lead: Lead, { agent, now }: Reading): Promise<string> {
  const { owner, assignment } = lead;
  if (!owner || !assignment || owner.id !== agent.id) return '';
  const token = signLink(
    {
      purpose: 'assignment',
      leadId: lead.id,
      turn: assignment.turn,
      owner: owner.id,
      expires: endOfLinks(now),
    },
    await ports.secret(),
  );
  return `${base(ports)}/v1/assignments/${token}`;
}
