import { Fault } from '../../shared/domain/faults.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { Mailer, OutgoingMail } from '../../shared/ports/mailer.ts';
import { bundleClaim, returnedClaim } from '../../shared/ports/notices.ts';
import type { AgentsDocument } from '../../shared/rules/agents.ts';
import { partnersOwn } from '../../shared/rules/report-names.ts';
import type { Recipient } from '../../shared/rules/reports.ts';
import { type AskPorts, askReports } from './ask-reports.ts';
import { digestLetter, undeliveredLetter } from './mails/digest-letter.ts';
import { type Answers, reports } from './reports.ts';
import { type Controlled, control } from './rules/control.ts';
import { csv } from './rules/csv.ts';
import { ownRows } from './rules/own-rows.ts';
import { type Period, periodBefore, periodUntil } from './rules/period.ts';

export interface DigestPorts extends AskPorts {
  rules: ActiveRules;
  claims: Claims;
  mailer: Mailer;
  /** Address that mails come from. */
  sender: string;
}

interface Reader {
  address: string;
  language: 'de' | 'en';
}

/**
 * Sends everybody the reports of the last period that has ended, once each, however often it is asked to and whatever fails
 * between (R146). One that nobody can be sent, or that came back, is told to the process owner, once.
 * @param day the last whole day, as local date
 * @param now ISO instant
 * @throws Fault (retryable) where one could not be sent yet; the others were
 */
export async function sendDigests(ports: DigestPorts, day: string, now: string): Promise<void> {
  const { recipients = [] } = (await ports.rules.get('reports')).document;
  const answersAt = (of: string) => askReports(ports, of);
  let failed: unknown;
  for (const recipient of recipients) {
    try {
      const period = periodUntil(recipient.every, day);
      const before = periodBefore(recipient.every, period);
      if (await isUnsettled(ports, nameOf(recipient, before)))
        await sendOne(ports, { recipient, period: before, answersAt }, now);
      await tellOfReturned(ports, recipient, before, now);
      await sendOne(ports, { recipient, period, answersAt }, now);
      await tellOfReturned(ports, recipient, period, now);
    } catch (cause) {
      log.warn('digest-unsent', { recipient: recipient.id });
      failed = cause;
    }
  }
  if (failed) throw new Fault('digest-unsent', { retryable: true, cause: failed });
}

/** Names a regular report of a period, in letters that a tag of a mail can have. */
const nameOf = ({ id, every }: Recipient, { to }: Period): string => `digest-${id}-${every}-${to}`;

/** True for a report that was begun and of which nobody knows that it was sent. */
async function isUnsettled({ claims }: DigestPorts, name: string): Promise<boolean> {
  const claim = await claims.read(bundleClaim(name));
  return claim?.outcome === 'in-doubt' || (claim?.outcome === 'refused' && claim.reason === 'not-sent');
}

interface Digest {
  recipient: Recipient;
  period: Period;
  answersAt: (day: string) => Promise<Answers>;
}

async function sendOne(ports: DigestPorts, digest: Digest, now: string): Promise<void> {
  const { recipient, period } = digest;
  const name = nameOf(recipient, period);
  if ((await ports.claims.read(bundleClaim(name)))?.outcome === 'done') return;
  const reader = readerOf(recipient, (await ports.rules.get('agents')).document);
  if (!reader) return tellProcessOwner(ports, { recipient, period, why: 'unknown' }, now);
  const sent = await send(ports, { name, mail: await mailTo(ports, digest, reader) }, now);
  if (sent.outcome === 'refused') await tellProcessOwner(ports, { recipient, period, why: 'unknown' }, now);
  else if (sent.outcome === 'in-doubt') throw new Fault('mail-in-doubt', { retryable: true });
  else log.info('digest-sent', { recipient: recipient.id });
}

/** Sends once what has a name, in letters that a tag of a mail can have. */
export const send = (ports: DigestPorts, { name, mail }: { name: string; mail: OutgoingMail }, now: string) =>
  sendOnce(
    ports,
    {
      key: bundleClaim(name),
      mail: { ...mail, tags: { kind: 'digest', bundle: name } },
      reference: (mailId) => mailId,
      hindrance: async () => null,
    },
    now,
  );

/** Who is meant by an agent's id, `process-owner`, or an address; null where there is none. */
export function readerOf(
  { to, language }: Pick<Recipient, 'to' | 'language'>,
  { agents, processOwner }: AgentsDocument,
): Reader | null {
  if (to.includes('@')) return { address: to, language: language ?? 'de' };
  const id = to === 'process-owner' ? processOwner : to;
  const agent = agents.find((one) => one.id === id);
  return agent ? { address: agent.email, language: language ?? agent.language } : null;
}

async function mailTo(
  ports: DigestPorts,
  { recipient, period, answersAt }: Digest,
  { address, language }: Reader,
): Promise<OutgoingMail> {
  const { document } = await ports.rules.get('fulfilment');
  const answers = await answersAt(period.to);
  const files = filesFor(recipient, answers);
  const controlled = recipient.control ? await controlledIn(ports, { recipient, period, answersAt }) : null;
  const to = { recipient, period, language, company: document.company };
  return {
    ...digestLetter(to, { files: files.map(({ name }) => name), controlled }),
    from: { name: document.sender[language], address: ports.sender },
    to: address,
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: {},
    attachments: files,
  };
}

/** The files of a regular report; a partner's have the own rows only, and none where there are none to be told. */
function filesFor({ reports: asked, partner }: Recipient, answers: Answers): OutgoingMail['attachments'] {
  const own = partner === undefined ? asked : asked.filter((name) => partnersOwn.includes(name));
  return own.flatMap((name) => {
    const rows = partner === undefined ? answers[name] : ownRows(answers[name], partner);
    if (partner !== undefined && rows.length === 0) return [];
    const content = new TextEncoder().encode(csv(reports[name], rows));
    return [{ name: `${name}.csv`, contentType: 'text/csv; charset=utf-8', content }];
  });
}

async function controlledIn(
  ports: DigestPorts,
  { recipient, period, answersAt }: Digest,
): Promise<Controlled[]> {
  const { targets } = (await ports.rules.get('reports')).document;
  const before = periodBefore(recipient.every, period);
  const earlier = periodBefore(recipient.every, before);
  const ends = [period, before, earlier].map(({ to }) => answersAt(to));
  const [now, last, first] = await Promise.all(ends);
  if (!now || !last || !first) throw new Fault('report-incomplete', { retryable: true });
  return control([now, last, first], [period, before], targets);
}

async function tellOfReturned(
  ports: DigestPorts,
  recipient: Recipient,
  period: Period,
  now: string,
): Promise<void> {
  if (await ports.claims.read(returnedClaim(nameOf(recipient, period))))
    await tellProcessOwner(ports, { recipient, period, why: 'returned' }, now);
}

/** Tells of a regular report that reaches nobody; once a period, whatever the reason is. */
async function tellProcessOwner(
  ports: DigestPorts,
  { recipient, period, why }: { recipient: Recipient; period: Period; why: 'unknown' | 'returned' },
  now: string,
): Promise<void> {
  log.warn('digest-undeliverable', { recipient: recipient.id, why });
  const [{ document: agents }, { document: fulfilment }] = await Promise.all([
    ports.rules.get('agents'),
    ports.rules.get('fulfilment'),
  ]);
  const agent = agents.agents.find(({ id }) => id === agents.processOwner);
  if (!agent) throw new Fault('agent-unknown', { retryable: false, detail: agents.processOwner });
  const { language } = agent;
  const mail: OutgoingMail = {
    ...undeliveredLetter({ recipient, period, language, company: fulfilment.company }, why),
    from: { name: fulfilment.sender[language], address: ports.sender },
    to: agent.email,
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: {},
    attachments: [],
  };
  await send(ports, { name: `undelivered-${nameOf(recipient, period)}`, mail }, now);
}
