import * as z from 'zod';
import type { Refusal } from '../../../shared/change-lead.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { type Lead, LeadClass } from '../../../shared/domain/lead.ts';
import { EXCLUDABLE_BY_HAND, type State } from '../../../shared/domain/lifecycle.ts';
import { type AgentsDocument, worksFor } from '../../../shared/rules/agents.ts';
import type { PoolsDocument } from '../../../shared/rules/pools.ts';
import { BY_HAND, byHandClock } from '../../../shared/rules/watch.ts';
import { forbidden } from './forbidden.ts';

/** Why a person decided; whoever reads the lead sees it. */
const reason = z.string().trim().min(3).max(500);
/** An instant, or a date whose end is meant. */
const until = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional();

/** What a person decides against the rules, with the reason and, if so wished, until when it holds. */
export const ByHandAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('assign'), owner: z.string().min(1), reason, until }),
  z
    .object({
      action: z.literal('override'),
      /** `by-rule` ends what was decided before, an exclusion too. */
      class: z.enum([...LeadClass.options, 'by-rule']).optional(),
      /** Why it is no sales case, as a code such as `competitor`. */
      exclusion: z
        .string()
        .regex(/^[a-z][a-z-]{1,39}$/, 'a code is small letters, such as out-of-area')
        .optional(),
      reason,
      until,
    })
    .refine((asked) => (asked.class === undefined) !== (asked.exclusion === undefined), {
      error: 'name a class or an exclusion, one of both',
      path: ['class'],
    }),
]);
export type ByHandAction = z.infer<typeof ByHandAction>;
export type Assign = Extract<ByHandAction, { action: 'assign' }>;
export type SetOverride = Extract<ByHandAction, { action: 'override' }>;

/** States in which a class by hand means something: the lead is on its way. */
export const ON_ITS_WAY: readonly State[] = [
  'received',
  'excluded',
  'qualifying',
  'qualified',
  'assigned',
  'accepted',
  'opportunity',
];

/** Decides the class or exclusion of a lead by hand (R85). @param now ISO instant; `until` is an ISO instant too */
export function override(lead: Lead, request: SetOverride, now: string): Draft[] | Refusal {
  const { class: asked, exclusion, reason: because, until: end } = request;
  if (asked === 'by-rule') return lift(lead, because);
  if (!(exclusion ? EXCLUDABLE_BY_HAND : ON_ITS_WAY).includes(lead.state)) return forbidden(lead, 'override');
  if (end !== undefined && end <= now) return over(end);
  const to: State | undefined = exclusion ? 'excluded' : lead.state === 'excluded' ? 'qualifying' : undefined;
  const clocks = end === undefined ? [] : [byHandClock(BY_HAND.override, now, end, BY_HAND_RULES)];
  const data = { reason: because, ...(asked ? { class: asked } : {}), ...(exclusion ? { exclusion } : {}) };
  return [
    {
      type: 'OverrideSet',
      rule: 'score/by-hand',
      because,
      ...(to ? { to } : {}),
      data: { ...data, ...(end === undefined ? {} : { until: end }) },
      clocks,
    },
  ];
}

/** No document decides what a person decides. */
const BY_HAND_RULES = 'by-hand';

function lift(lead: Lead, because: string): Draft[] | Refusal {
  if (!lead.override || lead.state === 'erased' || lead.state === 'merged')
    return forbidden(lead, 'override by-rule');
  const to = lead.state === 'excluded' ? { to: 'qualifying' as const } : {};
  return [{ type: 'OverrideEnded', because, data: { why: 'by-staff' }, ...to }];
}

/** What is refused because its end has passed already. */
export function over(end: string): Refusal {
  return { refused: 'until-is-over', because: `${end} has passed already.` };
}

/** States in which a lead can be given to somebody by hand. */
export const ASSIGNABLE: readonly State[] = [
  'qualifying',
  'qualified',
  'assigned',
  'accepted',
  'opportunity',
  'won',
  'lost',
];

/** Who there is to give a lead to. */
export interface Staff {
  agents: AgentsDocument;
  pools: PoolsDocument;
}

/**
 * Gives a lead to an owner by hand, whoever had it or waited for it. It costs nobody a turn: what a person decides is not
 * held against the share of whoever gets it. With an end, the lead goes to the turn then, unless it has become an
 * opportunity. An opportunity or a customer changes hands as it stands.
 * @param now ISO instant; `until` is an ISO instant too
 */
export function assign(
  lead: Lead,
  { owner: id, reason: because, until: end }: Assign,
  { agents, pools }: Staff,
  now: string,
): Draft[] | Refusal {
  const steps = released(lead, because);
  if (!steps) return forbidden(lead, 'assign');
  if (end !== undefined && end <= now) return over(end);
  const owner = agents.agents.find((agent) => agent.id === id);
  if (!owner) return { refused: 'owner-unknown', because: `There is no agent ${id}.` };
  const pool = poolFor(lead, id, pools);
  if (!pool) return { refused: 'owner-in-no-pool', because: `${id} is in no pool.` };
  const stays = lead.state === 'opportunity' || lead.state === 'won';
  if (lead.owner?.id === id && (stays || lead.state === 'assigned' || lead.state === 'accepted'))
    return { refused: 'has-it-already', because: `${id} has the lead already.` };
  const reasons = { rule: 'route/by-hand', because, rulesHash: BY_HAND_RULES };
  const turn = (lead.assignment?.turn ?? 0) + 1;
  const data = {
    pool,
    owner: { id, name: owner.name },
    assignment: { ...reasons, at: now, turn, ...worksFor(owner), candidates: [{ id }] },
  };
  const ends = end !== undefined && !stays;
  return [
    ...steps,
    {
      type: 'LeadAssigned',
      ...reasons,
      ...(stays ? {} : { to: 'assigned' as const }),
      data,
      clocks: ends ? [byHandClock(BY_HAND.owner, now, end, BY_HAND_RULES)] : [],
    },
  ];
}

/** The events that free a lead for its new owner, one for each state; null where it cannot be given to anybody. */
function released(lead: Lead, because: string): Draft[] | null {
  const ripe: Draft = { type: 'LeadQualified', to: 'qualified', because, data: {} };
  switch (lead.state) {
    case 'qualified':
    case 'opportunity':
    case 'won':
      return [];
    case 'qualifying':
      return [ripe];
    case 'lost':
      return [
        { type: 'LeadRequalified', to: 'qualifying', because, data: { reason: 'given-by-hand' } },
        ripe,
      ];
    case 'assigned':
    case 'accepted': {
      const data = { owner: lead.owner?.id ?? 'unknown', why: 'by-staff' as const };
      return [{ type: 'OwnerReleased', to: 'qualified', because, data }];
    }
    default:
      return null;
  }
}

/** The lead's own pool if the owner is in it, else one that the owner is in, else the one that the lead has. */
function poolFor(lead: Lead, owner: string, { pools }: PoolsDocument): string | null {
  const theirs = pools.filter(({ members }) => members.some(({ agent }) => agent === owner));
  return (theirs.find(({ id }) => id === lead.pool) ?? theirs[0])?.id ?? lead.pool;
}
