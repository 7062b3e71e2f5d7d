import { addBusinessMinutes, dayBounds, localDate } from '../../../shared/domain/business-time.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Agent, AgentsDocument } from '../../../shared/rules/agents.ts';
import type { CalendarsDocument } from '../../../shared/rules/calendars.ts';
import { calendarOf } from '../../../shared/rules/deadlines.ts';
import type { Member, Pool } from '../../../shared/rules/pools.ts';

/** What decides who can take a lead. */
export interface Circumstances {
  pool: Pool;
  agents: AgentsDocument;
  calendars: CalendarsDocument;
  lead: Lead;
  ledger: Ledger;
}

/** Why a member cannot take a lead, and until when (ISO instant); null where time does not help. */
export interface Hindrance {
  why: 'unknown' | 'had-it' | 'language' | 'absent' | 'closed' | 'day-full' | 'hour-full' | 'open-full';
  until: string | null;
}

const HOUR_MS = 3_600_000;
/** Hindrances that may follow each other, as absence by night and a full day, before it is left at the last one. */
const FOLLOWING = 14;

/**
 * True if somebody of the pool can take leads now, whichever these are.
 * @param now ISO instant
 * @param beside agents who do not count
 */
export function isAnyFree(
  of: Omit<Circumstances, 'lead'>,
  now: string,
  beside: readonly string[] = [],
): boolean {
  return of.pool.members.some((member) => {
    const agent = of.agents.agents.find(({ id }) => id === member.agent);
    return agent && !beside.includes(agent.id) && !away(agent, of, now) && !full(member, of, now);
  });
}

/**
 * Why a member cannot take the lead: unknown in the directory, had this lead already and declined or did not answer,
 * without its language where the pool says `must`, absent on the local day, outside the opening hours, or as many leads as agreed for a day or an hour (R128).
 * @param at ISO instant
 */
export function hindranceOf(member: Member, of: Circumstances, at: string): Hindrance | null {
  const agent = of.agents.agents.find(({ id }) => id === member.agent);
  if (!agent) return { why: 'unknown', until: null };
  if (of.lead.passedOver.includes(agent.id)) return { why: 'had-it', until: null };
  if (of.pool.language === 'must' && !speaks(agent, of.lead)) return { why: 'language', until: null };
  return away(agent, of, at) ?? full(member, of, at);
}

/** True if the agent speaks the lead's language, or one of them is not known. */
export function speaks({ languages }: Pick<Agent, 'languages'>, { facts: { language } }: Lead): boolean {
  return !languages || language === undefined || languages.includes(language.slice(0, 2).toLowerCase());
}

function away(
  agent: Agent,
  { agents, calendars }: Omit<Circumstances, 'lead'>,
  at: string,
): Hindrance | null {
  const today = localDate(at, agents);
  const absence = agent.absences?.find(({ from, to }) => from <= today && today <= to);
  if (absence) return { why: 'absent', until: dayBounds(absence.to, agents).to };
  if (agent.hours === undefined) return null;
  const opens = addBusinessMinutes(at, 0, calendarOf(calendars, agent.hours));
  return opens > at ? { why: 'closed', until: opens } : null;
}

function full(
  { agent, perDay, perHour, open }: Member,
  { agents, ledger }: Omit<Circumstances, 'lead'>,
  at: string,
): Hindrance | null {
  const counted = ledger.members[agent];
  // When a lead is over, whoever waits is asked for again: no instant to wait for.
  if (open !== undefined && (counted?.open?.length ?? 0) >= open) return { why: 'open-full', until: null };
  const given = counted?.given;
  if (!given) return null;
  const { day, hour } = periodsOf(at, agents);
  if (perDay !== undefined && given.day === day && given.inDay >= perDay)
    return { why: 'day-full', until: dayBounds(day, agents).to };
  if (perHour !== undefined && given.hour === hour && given.inHour >= perHour)
    return { why: 'hour-full', until: new Date(Date.parse(hour) + HOUR_MS).toISOString() };
  return null;
}

/** The local day and the clock hour (ISO instant of its beginning) in which leads are counted. */
export function periodsOf(
  at: string,
  agents: Pick<AgentsDocument, 'timeZone'>,
): { day: string; hour: string } {
  return { day: localDate(at, agents), hour: `${at.slice(0, 13)}:00:00.000Z` };
}

/** The ledger with one more lead given to a member for whom leads are limited. */
export function countGiven(
  ledger: Ledger,
  { agent, perDay, perHour, open }: Member,
  { leadId, day, hour }: { leadId: string; day: string; hour: string },
): Ledger {
  const working = open === undefined ? ledger : countOpen(ledger, agent, leadId);
  if (perDay === undefined && perHour === undefined) return working;
  const counted = working.members[agent] ?? NEW;
  const inDay = (counted.given?.day === day ? counted.given.inDay : 0) + 1;
  const inHour = (counted.given?.hour === hour ? counted.given.inHour : 0) + 1;
  const given = { day, inDay, hour, inHour };
  return { ...working, members: { ...working.members, [agent]: { ...counted, given } } };
}

/** The ledger with one more lead that a member works on. */
export function countOpen(ledger: Ledger, agent: string, leadId: string): Ledger {
  const counted = ledger.members[agent] ?? NEW;
  const open = [...(counted.open ?? []).filter((id) => id !== leadId), leadId];
  return { ...ledger, members: { ...ledger.members, [agent]: { ...counted, open } } };
}

/** A member who is not in the ledger yet. */
const NEW: Ledger['members'][string] = { got: 0, standing: 0 };

/** The first instant at which somebody of the pool can take the lead, by what is known now; null if nobody ever can. */
export function nextFree(of: Circumstances, now: string): string | null {
  const instants = of.pool.members.flatMap((member) => freeAt(member, of, now) ?? []);
  return instants.sort()[0] ?? null;
}

function freeAt(member: Member, of: Circumstances, now: string): string | null {
  let at = now;
  for (let count = 0; count < FOLLOWING; count++) {
    const hindrance = hindranceOf(member, of, at);
    if (!hindrance) return at;
    if (hindrance.until === null) return null;
    at = hindrance.until;
  }
  return at;
}
