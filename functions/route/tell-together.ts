import { seqOf } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import { type Bundle, bundleClaim, type Notice, type Notices } from '../../shared/ports/notices.ts';
import type { AgentsDocument } from '../../shared/rules/agents.ts';
import { messageRules } from '../../shared/rules/deadlines.ts';
import { whomToTell } from './rules/whom-to-tell.ts';
import { bundleMail, type MailPorts, type Message, messageMail } from './staff-mail.ts';

/** Lines of one mail: what a person can still look through, and some 100 kB. */
const MOST_LINES = 300;
/** Mails of one call; the sweep of the next minute goes on. */
const MOST_MAILS = 10;
/** Leads that are read at the same time. */
const SIDE_BY_SIDE = 25;
const MINUTE_MS = 60_000;

export interface TogetherPorts extends MailPorts {
  claims: Claims;
  mailer: Mailer;
  notices: Notices;
}

/**
 * Tells a reader what has come together, if the time for it has come: each message once, whatever is repeated or breaks
 * off. What the reader cannot be told is told to the process owner.
 * @param reader agent id
 * @param now ISO instant
 */
export async function tellTogether(ports: TogetherPorts, reader: string, now: string): Promise<void> {
  for (let mails = 0; mails < MOST_MAILS; mails++) {
    const bundle = await ports.notices.take(reader, now, MOST_LINES);
    if (!bundle || !(await tellBundle(ports, bundle, now))) return;
  }
}

/** @returns false where it is not known yet whether the bundle was told */
async function tellBundle(ports: TogetherPorts, bundle: Bundle, now: string): Promise<boolean> {
  const { document: agents } = await ports.rules.get('agents');
  const agent = agents.agents.find(({ id }) => id === bundle.reader);
  if (!agent) return passOn(ports, bundle, { agents, now });
  const messages = await messagesOf(ports, bundle.notices, agents);
  const [first, ...others] = messages;
  // Nothing of it holds any more, so no mail was sent and the next need not wait.
  if (!first) return done(ports, bundle, now);
  const reading = { agent, timeZone: agents.timeZone, now };
  const mail =
    others.length === 0
      ? await messageMail(ports, first, reading)
      : await bundleMail(ports, messages, { ...reading, more: bundle.more });
  const sent = await sendOnce(
    ports,
    {
      key: bundleClaim(bundle.id),
      mail: { ...mail, tags: { ...mail.tags, bundle: bundle.id } },
      reference: (mailId) => mailId,
      hindrance: async () => null,
    },
    now,
  );
  const about = { kind: mail.tags.kind, leads: messages.length };
  switch (sent.outcome) {
    case 'in-doubt':
      log.info('staff-told', { ...about, outcome: sent.outcome });
      return false;
    case 'refused':
      log.warn('staff-unreachable', { ...about, reason: sent.reason });
      return passOn(ports, bundle, { agents, now });
    case 'sent': {
      log.info('staff-told', { ...about, outcome: sent.outcome });
      const { minutes } = messageRules((await ports.rules.get('deadlines')).document);
      const next = new Date(Date.parse(now) + minutes * MINUTE_MS).toISOString();
      return done(ports, bundle, bundle.more ? now : next);
    }
  }
}

async function done({ notices }: TogetherPorts, bundle: Bundle, nextTurn: string): Promise<boolean> {
  await notices.told(bundle, nextTurn);
  return true;
}

/** Whoever is gone or cannot be reached is not asked for ever: the process owner is told instead (spec 6). */
async function passOn(
  ports: TogetherPorts,
  bundle: Bundle,
  { agents: { processOwner, agents }, now }: { agents: AgentsDocument; now: string },
): Promise<boolean> {
  if (!agents.some(({ id }) => id === processOwner))
    throw new Fault('agent-unknown', { retryable: false, detail: processOwner });
  if (bundle.reader !== processOwner)
    for (const notice of bundle.notices) await ports.notices.add(processOwner, notice, now);
  await done(ports, bundle, now);
  if (bundle.reader !== processOwner) await tellTogether(ports, processOwner, now);
  return true;
}

/** What still holds of messages that have waited, with the leads as they stand now. */
async function messagesOf(
  { store }: TogetherPorts,
  notices: readonly Notice[],
  agents: AgentsDocument,
): Promise<Message[]> {
  const messages: Message[] = [];
  for (let from = 0; from < notices.length; from += SIDE_BY_SIDE) {
    const some = notices.slice(from, from + SIDE_BY_SIDE);
    const read = await Promise.all(
      some.map(({ leadId, eventId }) => store.loadWithHistory(leadId, seqOf(eventId))),
    );
    for (const [index, { eventId }] of some.entries()) {
      const found = read[index];
      const event = found?.events.find(({ id }) => id === eventId);
      const telling = found && event ? whomToTell(event, found.lead, agents) : null;
      if (found && event && telling) messages.push({ event, lead: found.lead, telling });
    }
  }
  return messages;
}
