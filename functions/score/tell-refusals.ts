import { composeLetter } from '../../shared/mail/letter.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { Mailer, OutgoingMail } from '../../shared/ports/mailer.ts';
import type { RuleSet } from '../../shared/rules/active.ts';
import { AgentsDocument } from '../../shared/rules/agents.ts';
import { type Subject, subjects } from '../../shared/rules/documents.ts';
import { FulfilmentDocument } from '../../shared/rules/fulfilment.ts';
import type { RuleError } from '../../shared/rules/rule-errors.ts';
import type { Judged } from './activate-rules.ts';
import { refusalLetter } from './refusal-letter.ts';

export interface TellRefusalsPorts {
  claims: Claims;
  mailer: Mailer;
  /** Address that mails come from. */
  sender: string;
  /** Where the parameters lie: `/leitwerk/{stage}/`. */
  prefix: string;
}

/**
 * Tells the process owner of each document that was refused, once for each text of it.
 * @param now ISO instant
 * @throws Fault (retryable) where a mail was surely not sent and may be tried again
 */
export async function tellRefusals(ports: TellRefusalsPorts, judged: Judged, now: string): Promise<void> {
  for (const subject of subjects) {
    const errors = judged.refused[subject];
    const mail = errors && compose(ports, { set: judged.set, subject, errors });
    if (!mail) continue;
    const once = {
      key: `rules-refused:${subject}:${judged.written[subject]}`,
      mail,
      reference: (mailId: string) => mailId,
      hindrance: async () => null,
    };
    const sent = await sendOnce(ports, once, now);
    if (sent.outcome === 'refused') log.warn('staff-unreachable', { kind: 'rules-refused', subject });
  }
}

/** The letter to the process owner; null as long as there is none, or nothing to write it on. */
function compose(
  { prefix, sender }: TellRefusalsPorts,
  { set, subject, errors }: { set: RuleSet; subject: Subject; errors: readonly RuleError[] },
): OutgoingMail | null {
  const agents = AgentsDocument.safeParse(set.agents?.source).data;
  const fulfilment = FulfilmentDocument.safeParse(set.fulfilment?.source).data;
  const owner = agents?.agents.find(({ id }) => id === agents.processOwner);
  if (!owner || !fulfilment) return null;
  const { language, name, email } = owner;
  const refused = {
    subject,
    errors,
    status: `${prefix}status/${subject}`,
    inForce: set[subject]?.hash ?? null,
  };
  const written = composeLetter({
    ...refusalLetter(refused, language),
    language,
    greeting: language === 'de' ? `Guten Tag ${name},` : `Dear ${name},`,
    company: fulfilment.company,
  });
  return {
    ...written,
    from: { name: fulfilment.sender[language], address: sender },
    to: email,
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: { kind: 'rules-refused', subject },
    attachments: [],
  };
}
