import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../domain/ledger.ts';
import { bytes, number } from './attributes.ts';
import { pack } from './codec.ts';
import { ledgerItem, readLedger } from './items.ts';

describe('the ledger of a pool in the table', () => {
  it('is read as it was written', () => {
    const ledger: Ledger = {
      pool: 'north',
      version: 4,
      members: { ines: { got: 2, standing: -0.5, tiers: { A: { got: 2, standing: -0.5 } } } },
      stretch: { able: { ines: 1 }, got: { A: { ines: 2 } } },
      waiting: [{ leadId: 'lead_1', score: 42, since: '2027-01-19T09:00:00.000Z' }],
    };
    expect(readLedger(ledgerItem(ledger), 'north')).toEqual({ ...ledger, version: 5 });
  });

  it('is read where it was written before there were tiers', () => {
    const members = { members: { got: 1, standing: 0.5 }, ines: { got: 2, standing: -0.5 } };
    expect(readLedger({ version: number(3), body: bytes(pack(members)) }, 'north')).toEqual({
      pool: 'north',
      version: 3,
      members,
    });
  });
});
