import {
  addCalendarDays,
  businessMinutesBetween,
  dayBounds,
  localDate,
} from '../../../shared/domain/business-time.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { AgentsDocument } from '../../../shared/rules/agents.ts';
import type { CalendarsDocument } from '../../../shared/rules/calendars.ts';
import { calendarOf } from '../../../shared/rules/deadlines.ts';
import type { Member, Pool } from '../../../shared/rules/pools.ts';
import { LONGEST } from './waiting-line.ts';

/** Days that are looked ahead: a line that lasts longer needs another decision than a number. */
const AHEAD = 60;
const HOURS_OF_A_DAY = 24;

/** What decides how many leads a pool can take; `agents` with the absences that members entered. */
export interface PoolCircumstances {
  pool: Pool;
  agents: AgentsDocument;
  calendars: CalendarsDocument;
  ledger: Ledger | null;
}

/** How a pool stands against the hot leads that wait for it (R2: intake over capacity, in days of backlog). */
export interface Backlog {
  pool: string;
  /** Leads that wait, highest score first, then the oldest: the order in which they go. */
  waiting: readonly Lead[];
  /** True where others wait behind them, whom the line no longer keeps in order. */
  more: boolean;
  /** Since when the first of them to become hot has been waiting: ISO instant. */
  oldestSince: string;
  /** Members who are there today, of all. */
  present: number;
  members: number;
  /** Leads that those who are there today take on a whole day; null where nothing limits one of them. */
  perDay: number | null;
  /** Local days until all who wait now are taken, today included; null where no day can be named. */
  days: number | null;
}

/**
 * Holds the leads that wait for a pool against what its members can take, with absences, opening hours and limits.
 * @param waiting the leads that wait, in the order of the line
 * @param now ISO instant
 * @returns null where nobody waits
 */
export function backlogOf(of: PoolCircumstances, waiting: readonly Lead[], now: string): Backlog | null {
  if (waiting.length === 0) return null;
  const { pool, agents } = of;
  const today = dayBounds(localDate(now, agents), agents);
  const there = pool.members.filter((member) => isThere(member, of, today));
  return {
    pool: pool.name,
    waiting,
    more: waiting.length >= LONGEST,
    oldestSince: waiting.reduce((first, { stateSince }) => (stateSince < first ? stateSince : first), now),
    present: there.length,
    members: pool.members.length,
    perDay: sum(there.map((member) => ofADay(member, of, today))),
    days: daysUntilTaken(of, waiting.length, now),
  };
}

/** A local day or what is left of it: ISO instants. */
interface Day {
  from: string;
  to: string;
}

function isThere({ agent }: Member, { agents, calendars }: PoolCircumstances, { from, to }: Day): boolean {
  const found = agents.agents.find(({ id }) => id === agent);
  if (!found) return false;
  const date = localDate(from, agents);
  if (found.absences?.some((absence) => absence.from <= date && date <= absence.to)) return false;
  return (
    found.hours === undefined || businessMinutesBetween(from, to, calendarOf(calendars, found.hours)) > 0
  );
}

/** Leads that a member takes on a whole day by what was agreed; null where nothing was. */
function ofADay(
  { agent, perDay, perHour }: Member,
  { agents, calendars }: PoolCircumstances,
  { from, to }: Day,
): number | null {
  const hours = agents.agents.find(({ id }) => id === agent)?.hours;
  const open =
    hours === undefined
      ? HOURS_OF_A_DAY
      : Math.ceil(businessMinutesBetween(from, to, calendarOf(calendars, hours)) / 60);
  const limits = [perDay, perHour === undefined ? undefined : perHour * open];
  const known = limits.filter((limit) => limit !== undefined);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Null where one of them is without limit. */
function sum(limits: readonly (number | null)[]): number | null {
  return limits.reduce((all, limit) => (all === null || limit === null ? null : all + limit), 0);
}

function daysUntilTaken(of: PoolCircumstances, waiting: number, now: string): number | null {
  const { agents, pool } = of;
  const rooms = new Map(pool.members.map((member) => [member.agent, roomOf(member, of)]));
  let left = waiting;
  for (let ahead = 0; ahead < AHEAD; ahead++) {
    const { from, to } = dayBounds(localDate(dayAfter(now, ahead, of), agents), agents);
    const day = { from: ahead === 0 ? now : from, to };
    for (const member of pool.members) {
      if (!isThere(member, of, day)) continue;
      const room = rooms.get(member.agent) ?? 0;
      const limit = ofADay(member, of, { from, to }) ?? Number.POSITIVE_INFINITY;
      const given = ahead === 0 ? givenToday(member, of, now) : 0;
      const takes = Math.max(0, Math.min(limit - given, room));
      rooms.set(member.agent, room - takes);
      left -= takes;
    }
    if (left <= 0) return ahead + 1;
  }
  return null;
}

const dayAfter = (now: string, days: number, { agents, calendars }: PoolCircumstances): string =>
  addCalendarDays(now, days, { ...calendars.calendars.company, timeZone: agents.timeZone });

/** Leads that a member may still take on beside the open ones; nobody knows when those are over. */
function roomOf({ agent, open }: Member, { ledger }: PoolCircumstances): number {
  if (open === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, open - (ledger?.members[agent]?.open?.length ?? 0));
}

function givenToday({ agent }: Member, { ledger, agents }: PoolCircumstances, now: string): number {
  const given = ledger?.members[agent]?.given;
  return given?.day === localDate(now, agents) ? given.inDay : 0;
}
