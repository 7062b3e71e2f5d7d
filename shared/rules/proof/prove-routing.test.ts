import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../adapters/memory/default-rules.ts';
import { proveRouting } from './prove-routing.ts';

const routing = defaultDocument('routing').document;
const pools = defaultDocument('pools').document;
const agents = defaultDocument('agents').document;

describe('the proof of the routing', () => {
  it('finds of the shipped documents that large accounts come first, and who is left to the fallback', () => {
    expect(proveRouting(routing, { pools, agents })).toEqual({
      notProven: [],
      findings: [
        {
          kind: 'overlap',
          rule: 'large-accounts',
          with: 'south',
          example: {
            'lead.employees': 1000,
            'lead.orderVolume': 250_000,
            'lead.country': 'AT',
            'lead.postcode': '60000',
          },
        },
        {
          kind: 'overlap',
          rule: 'large-accounts',
          with: 'north',
          example: {
            'lead.employees': 1000,
            'lead.orderVolume': 250_000,
            'lead.country': 'DE',
            'lead.postcode': '60000',
          },
        },
        {
          kind: 'overlap',
          rule: 'south',
          with: 'north',
          example: expect.objectContaining({ 'lead.country': 'DE', 'lead.postcode': '60000' }),
        },
        { kind: 'gap', example: expect.not.objectContaining({ 'lead.country': 'DE' }) },
      ],
    });
  });

  it.each([
    ['there is no such pool', { pools: { ...pools, pools: pools.pools.slice(1) }, agents }],
    [
      'it has no member',
      { pools: { ...pools, pools: pools.pools.map((pool) => ({ ...pool, members: [] })) }, agents },
    ],
    ['none of its members is an agent', { pools, agents: { ...agents, agents: [] } }],
  ])('finds a pool whose leads reach nobody: %s', (why, directory) => {
    expect(proveRouting(routing, directory).findings).toContainEqual({
      kind: 'missing-owner',
      pool: 'north',
      why,
    });
  });
});
