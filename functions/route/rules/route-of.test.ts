import { expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { routeOf } from './route-of.ts';

const { document } = defaultDocument('routing');
const pilot = { id: 'fair', when: 'lead.campaign == "messe-2026"', until: '2026-11-24', because: 'x' };
const routing = {
  hash: 'h',
  document: {
    ...document,
    pilot: { ...pilot, instead: { rules: [], fallback: { pool: 'south', because: 'fair' } } },
  },
};
const at = (since: string, campaign: string) =>
  routeOf(
    {
      ...newLead({ country: 'DE', postcode: '20095', campaign }, since),
      state: 'qualified',
      stateSince: since,
    },
    routing,
  );

it('another routing is tried on the leads of one campaign that became ready by its last day (R21)', () => {
  const usual = at('2026-11-24T10:00:00.000Z', 'other');
  expect(usual).toMatchObject({ pool: 'north', rule: expect.not.stringContaining('@') });
  expect(at('2026-11-24T10:00:00.000Z', 'messe-2026')).toMatchObject({
    pool: 'south',
    rule: 'route/fallback@fair',
  });
  expect(at('2026-11-25T10:00:00.000Z', 'messe-2026')).toEqual(usual);
});
