import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import { AgentsDocument } from './agents.ts';
import { crossCheck } from './cross-checks.ts';
import { PoolsDocument } from './pools.ts';

const pools = defaultDocument('pools').document;
const agents = defaultDocument('agents').document;
const calendars = defaultDocument('calendars').document;

describe('the directory of those who take leads', () => {
  it.each([
    [
      'a tier with the name that is kept for leads once more',
      { ...pools, tiers: [{ id: 'again', from: 0 }] },
    ],
    ['a tier beyond the highest score', { ...pools, tiers: [{ id: 'A', from: 101 }] }],
    ['no tier at all', { ...pools, tiers: [] }],
    [
      'a limit of no lead',
      { ...pools, pools: [{ id: 'x', name: 'X', members: [{ agent: 'a', weight: 1, perDay: 0 }] }] },
    ],
  ])('refuses %s', (_, document) => {
    expect(PoolsDocument.safeParse(document).success).toBe(false);
  });

  it('needs no tiers', () => {
    const { tiers: _, ...old } = pools;
    expect(PoolsDocument.safeParse(old).success).toBe(true);
  });

  it('refuses what is no language', () => {
    const [first] = agents.agents;
    const document = { ...agents, agents: [{ ...first, languages: ['Deutsch'] }] };
    expect(AgentsDocument.safeParse(document).success).toBe(false);
  });

  it('finds working hours by a calendar that there is not, and says which is meant', () => {
    const asked = agents.agents.map((agent) => ({ ...agent, hours: 'compny' })).slice(0, 1);
    const found = crossCheck({
      agents: { ...agents, agents: asked, processOwner: asked[0]?.id ?? '' },
      calendars,
    });
    expect(found).toMatchObject([
      {
        subject: 'agents',
        asks: 'calendars',
        error: { path: ['agents', 0, 'hours'], suggestion: 'did you mean company?' },
      },
    ]);
  });
});
