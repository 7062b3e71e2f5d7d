import type { Lead } from '../../shared/domain/lead.ts';
import { WITH_SALES } from '../../shared/domain/lifecycle.ts';
import { signLink } from '../../shared/links/link.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import { openQuestions } from '../../shared/rules/questions.ts';

const DAY_MS = 86_400_000;
/** How long the answers of a person still help. */
const QUESTIONS_DAYS = 90;
/** An unsubscribe must work as long as the mail may be found again. */
const OWN_DATA_DAYS = 365;

interface Links {
  secret: () => Promise<string>;
  publicUrl: string;
}

const later = (now: string, days: number) => new Date(Date.parse(now) + days * DAY_MS).toISOString();
const address = (publicUrl: string, path: string) => `${publicUrl.replace(/\/$/, '')}/v1/${path}`;

/**
 * Address of the person's own page, with a link of its own.
 * @param now ISO instant
 */
export async function ownDataAddress(
  { secret, publicUrl }: Links,
  leadId: string,
  now: string,
): Promise<string> {
  const link = { purpose: 'privacy', leadId, expires: later(now, OWN_DATA_DAYS) } as const;
  return address(publicUrl, `privacy/${signLink(link, await secret())}`);
}

/** Address of the page that asks about a loss. @param now ISO instant */
export async function surveyAddress(
  { secret, publicUrl }: Links,
  loss: { leadId: string; run: string },
  now: string,
): Promise<string> {
  const link = { purpose: 'survey', ...loss, expires: later(now, QUESTIONS_DAYS) } as const;
  return address(publicUrl, `questions/${signLink(link, await secret())}`);
}

/** Address of the person's questionnaire; empty where nothing is open, or a salesperson asks. @param now ISO instant */
export async function questionsAddress(
  { secret, publicUrl, rules }: Links & { rules: ActiveRules },
  lead: Lead,
  now: string,
): Promise<string> {
  const { document } = await rules.get('definition');
  if (WITH_SALES.includes(lead.state) || openQuestions(lead, document).length === 0) return '';
  const link = { purpose: 'questions', leadId: lead.id, expires: later(now, QUESTIONS_DAYS) } as const;
  return address(publicUrl, `questions/${signLink(link, await secret())}`);
}
