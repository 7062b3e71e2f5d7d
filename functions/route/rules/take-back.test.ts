import { beforeAll, describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { nextDue } from '../../../shared/domain/clock.ts';
import type { Draft, LeadEvent } from '../../../shared/domain/events.ts';
import { rebuild } from '../../../shared/domain/evolve.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { path } from '../../../shared/domain/lifecycle.ts';
import { type ClockRules, clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { act, OwnerAction } from './act.ts';
import { takeBack } from './take-back.ts';

const START = '2027-01-19T08:00:00.000Z';
const NOW = '2027-01-19T09:00:00.000Z';
const minutesLater = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

let rules: ClockRules;
beforeAll(async () => {
  rules = await clockRules(defaultRules());
});

/** A lead with its history; each step has its own correlation. */
interface Story {
  lead: Lead | null;
  events: LeadEvent[];
}
let steps = 0;

function go(story: Story, drafts: readonly Draft[], by = 'system', now = START): Story {
  const origin = { now, by, correlationId: `cor_${++steps}` };
  const { lead, events } = recordWatched('lead_1', story.lead, drafts, origin, rules);
  return { lead, events: [...story.events, ...events] };
}

const assigned: Draft = {
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool: 'north',
    owner: { id: 'anke', name: 'Anke' },
    assignment: { rule: 'r', because: 'b', rulesHash: 'x', at: START, turn: 1, candidates: [] },
  },
};

const states = ['assigned', 'accepted', 'contacted', 'opportunity', 'won'] as const;

function storyIn(state: (typeof states)[number]): Story {
  let story = go({ lead: null, events: [] }, [received({ email: 'eva@ott.example' }, START)]);
  story = go(story, [{ type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } }]);
  story = go(story, [{ type: 'LeadQualified', to: 'qualified', data: {} }]);
  story = go(story, [assigned]);
  const actions = {
    assigned: [],
    accepted: ['accept'],
    contacted: ['accept', 'contacted'],
    opportunity: ['accept', 'contacted', 'opportunity'],
    won: ['accept', 'contacted', 'opportunity', 'won'],
  } as const;
  for (const action of actions[state]) story = does(story, action, START);
  return story;
}

const full: Record<OwnerAction['action'], object> = {
  accept: {},
  decline: { reason: 'no-capacity' },
  contacted: { note: 'am Telefon' },
  return: { reason: 'not-ripe', missing: 'budget' },
  opportunity: { volume: 80_000 },
  won: { value: 79_000, orderId: 'A-1' },
  lost: { reason: 'price' },
  note: { note: 'Rückruf' },
};

function does(story: Story, action: OwnerAction['action'], now = NOW): Story {
  if (!story.lead) throw new Error('no lead');
  const drafts = act(story.lead, OwnerAction.parse({ action, ...full[action] }), now);
  if (!Array.isArray(drafts)) throw new Error(drafts.because);
  return go(story, drafts, 'owner:anke', now);
}

/** What must be again as it was; numbers, times of writing and runs that count nowhere are not part of it. */
function essence(lead: Lead | null) {
  if (!lead) return null;
  const { version: _v, seq: _s, updatedAt: _u, clocks, keeper, ...rest } = lead;
  const counting = clocks.filter(({ state }) => state !== 'void');
  return { ...rest, keeper, clocks: counting.toSorted((a, b) => a.run.localeCompare(b.run)) };
}

const actions = Object.keys(full) as OwnerAction['action'][];
const possible = states.flatMap((state) =>
  actions
    .filter((action) => path(action, state === 'contacted' ? 'accepted' : state) !== null)
    .map((action) => ({ state, action })),
);

describe('taking an action back', () => {
  it.each(possible)('leaves a lead that was $state as it was before $action', ({ state, action }) => {
    const before = storyIn(state);
    const after = does(before, action);
    const drafts = takeBack(after.events, 'owner:anke', minutesLater(10));
    if (!Array.isArray(drafts)) throw new Error(drafts.refused);
    const back = go(after, drafts, 'owner:anke', minutesLater(10));
    expect(essence(back.lead)).toEqual(essence(before.lead));
    expect(nextDue(back.lead?.clocks ?? [])).toBe(nextDue(before.lead?.clocks ?? []));
    expect(rebuild(back.events)).toEqual({ ...back.lead, version: 0 });
  });

  it('keeps what came in meanwhile', () => {
    const after = does(storyIn('accepted'), 'lost');
    const news = go(after, [{ type: 'FactsChanged', data: { facts: { budget: 5 }, source: 'crm' } }]);
    const drafts = takeBack(news.events, 'owner:anke', minutesLater(3));
    if (!Array.isArray(drafts)) throw new Error(drafts.refused);
    expect(go(news, drafts, 'owner:anke', minutesLater(3)).lead).toMatchObject({
      state: 'accepted',
      reason: null,
      facts: { budget: 5 },
    });
  });

  it('keeps the orders of a customer whose lead was joined meanwhile', () => {
    const order = { id: 'A-7', value: 100, at: START };
    const joined: Draft = {
      type: 'DuplicateMerged',
      data: {
        ...{ lead: 'lead_2', facts: {}, extra: {}, consents: {}, organisation: null, inquiries: [] },
        ...{ orders: [order], keeper: { id: 'jonas', name: 'Jonas' } },
      },
    };
    const won = go(does(storyIn('opportunity'), 'won'), [joined]);
    const drafts = takeBack(won.events, 'owner:anke', minutesLater(3));
    if (!Array.isArray(drafts)) throw new Error(drafts.refused);
    const { lead } = go(won, drafts, 'owner:anke', minutesLater(3));
    expect(lead).toMatchObject({ state: 'opportunity', orders: [order], keeper: { id: 'jonas' } });
  });

  it.each<[string, (story: Story) => Story, number, string]>([
    ['eleven minutes later', (story) => story, 11, 'too-late'],
    ['when somebody else has the lead', (story) => go(story, [assigned]), 2, 'passed-on'],
    [
      'when it waits in the line of a pool',
      (story) => go(story, [{ type: 'LeadParked', data: { pool: 'north', reason: 'absent' } }]),
      2,
      'passed-on',
    ],
  ])('is refused %s', (_, then, minutes, refused) => {
    const story = then(does(storyIn('assigned'), 'decline'));
    expect(takeBack(story.events, 'owner:anke', minutesLater(minutes))).toMatchObject({ refused });
  });

  it('is refused for what somebody else did, and for a second time', () => {
    const story = does(storyIn('assigned'), 'accept');
    expect(takeBack(story.events, 'owner:jonas', NOW)).toMatchObject({ refused: 'nothing-to-take-back' });
    const drafts = takeBack(story.events, 'owner:anke', NOW);
    if (!Array.isArray(drafts)) throw new Error(drafts.refused);
    const back = go(story, drafts, 'owner:anke', NOW);
    expect(takeBack(back.events, 'owner:anke', NOW)).toMatchObject({ refused: 'nothing-to-take-back' });
  });
});
