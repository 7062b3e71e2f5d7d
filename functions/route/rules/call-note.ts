import * as z from 'zod';
import type { Refusal } from '../../../shared/change-lead.ts';
import { CallResult } from '../../../shared/domain/calls.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { localDays } from '../../../shared/domain/local-days.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import type { CalendarsDocument } from '../../../shared/rules/calendars.ts';
import { nextTry, USUAL_CALLS } from '../../../shared/rules/calls.ts';
import { checklist } from '../../../shared/rules/checklist.ts';
import { concernIn } from '../../../shared/rules/concern.ts';
import type { DefinitionDocument } from '../../../shared/rules/definition.ts';
import { openCase } from '../../../shared/rules/open-case.ts';
import { answered } from './answered.ts';
import { forbidden } from './forbidden.ts';

/** A wall clock time without offset, as a form sends it: the company's. */
const WallTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'a time is written 2027-01-20T10:30');

/** How a call ended, with what was learned by it. */
export const CallNote = z.object({
  action: z.literal('call-note'),
  result: CallResult,
  /** When to call again. */
  at: z.union([z.iso.datetime({ offset: true }), WallTime]).optional(),
  text: z.string().trim().max(2000).optional(),
  /** What the person said, as facts. */
  facts: Facts.strict().optional(),
});
export type CallNote = z.infer<typeof CallNote>;

/** A day that a form can name lies within so many days. */
const AHEAD_DAYS = 366;
const DAY_MS = 86_400_000;

export interface CallRulesInForce {
  definition: ActiveDocument<DefinitionDocument>;
  calendars: CalendarsDocument;
}

/**
 * What a call leaves behind: its result with the number of tries, when to call again, what the person said. Only a call
 * that reached the person answers what they had asked.
 * @param now ISO instant
 */
export function noteCall(
  lead: Lead,
  { result, at, text, facts = {} }: CallNote,
  rules: CallRulesInForce,
  now: string,
): Draft[] | Refusal {
  if (lead.state === 'erased' || lead.state === 'merged') return forbidden(lead, 'call-note');
  const agreed = at === undefined ? undefined : instantOf(at, rules.calendars);
  if (agreed !== undefined && !isAhead(agreed, now))
    return { refused: 'not-ahead', because: `${agreed} is not within the next ${AHEAD_DAYS} days.` };
  const concern = concernIn(text);
  return [
    ...(Object.keys(facts).length > 0
      ? [{ type: 'FactsChanged' as const, data: { facts, source: 'call' } }]
      : []),
    withChecklist(
      made(lead, result, agreed, rules, now),
      { ...lead, facts: { ...lead.facts, ...facts } },
      rules,
    ),
    ...(result === 'reached' ? answered(lead, 'call') : []),
    ...(concern ? openCase(lead, concern) : []),
    ...(text ? [{ type: 'NoteAdded' as const, data: { text } }] : []),
  ];
}

function instantOf(at: string, { calendars }: CalendarsDocument): string {
  const [date = '', time] = at.split('T');
  if (time?.length !== 5) return new Date(at).toISOString();
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const day = Date.parse(date) / DAY_MS;
  const clock = (hours * 60 + minutes) * 60_000;
  return new Date(localDays(calendars.company.timeZone).instantOf(day, clock)).toISOString();
}

function isAhead(at: string, now: string): boolean {
  return at > now && Date.parse(at) - Date.parse(now) <= AHEAD_DAYS * DAY_MS;
}

/** What the fixed list came to, where there was somebody to ask (R95). */
function withChecklist(call: Made, lead: Lead, { definition }: CallRulesInForce): Made {
  if (call.data.result !== 'reached') return call;
  return { ...call, data: { ...call.data, checklist: checklist(lead, definition.document) } };
}

type Made = Extract<Draft, { type: 'CallMade' }>;

function made(
  lead: Lead,
  result: CallResult,
  agreed: string | undefined,
  { definition, calendars }: CallRulesInForce,
  now: string,
): Made {
  const before = lead.calls?.attempts ?? 0;
  const attempts = result === 'not-reached' ? before + 1 : result === 'reached' ? 0 : before;
  const call = (data: Omit<Made['data'], 'result' | 'attempts'>, because?: string): Made => ({
    type: 'CallMade',
    data: { result, attempts, ...data },
    ...(because ? { rule: 'calls/next-try', rulesHash: definition.hash, because } : {}),
  });
  if (result === 'refused') return call({ over: true });
  if (result === 'wrong-number') return call({});
  if (agreed) return call({ nextAt: agreed });
  if (result === 'reached') return call({ over: true });
  const rules = definition.document.calls ?? USUAL_CALLS;
  const because = `${attempts} of ${rules.most} calls reached nobody`;
  // Who asks to be called back is called back, however often it was tried before.
  if (result === 'not-reached' && attempts >= rules.most) return call({ over: true }, because);
  return call({ nextAt: nextTry(Math.max(1, attempts), rules, calendars, now) }, because);
}
