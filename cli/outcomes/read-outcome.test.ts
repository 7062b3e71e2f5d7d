import { describe, expect, it } from 'vitest';
import { columnsOf, readOutcome } from './read-outcome.ts';

const read = (row: Record<string, string>) => readOutcome(columnsOf(Object.keys(row)), Object.values(row));

describe('a row of a CRM export (R136)', () => {
  it.each<[string, Record<string, string>, object]>([
    [
      'won, by e-mail',
      { 'E-Mail': 'Eva@Ott.example', Stage: 'Closed Won', Amount: '79000', 'Deal ID': 'A-1' },
      { known: { email: 'eva@ott.example' }, actions: [{ action: 'won', value: 79_000, orderId: 'A-1' }] },
    ],
    [
      'lost with reason, by our id',
      { leadId: 'lead_1', status: 'lost', lost_reason: 'price' },
      { known: { leadId: 'lead_1' }, actions: [{ action: 'lost', reason: 'price' }] },
    ],
    [
      'an owner and a contact',
      { externalId: '17', owner: 'anke', outcome: 'contacted' },
      {
        known: { externalId: '17' },
        actions: [{ action: 'assign', owner: 'anke' }, { action: 'contacted' }],
      },
    ],
  ])('%s', (_, row, expected) => {
    expect(read(row)).toMatchObject(expected);
  });

  it.each<[string, Record<string, string>, string]>([
    ['names nobody', { status: 'won' }, 'no leadId, email or externalId'],
    ['says nothing', { email: 'a@b.example', town: 'Ulm' }, 'neither outcome nor owner'],
    ['says what we do not know', { email: 'a@b.example', status: 'sleeping' }, 'unknown outcome "sleeping"'],
    ['has no number for a value', { email: 'a@b.example', status: 'won', value: 'much' }, 'value'],
    ['has a reason that is none', { email: 'a@b.example', status: 'lost', reason: 'weather' }, 'reason'],
  ])('that %s is unreadable, and says why', (_, row, why) => {
    expect(read(row)).toEqual({ unreadable: expect.stringContaining(why) });
  });
});
