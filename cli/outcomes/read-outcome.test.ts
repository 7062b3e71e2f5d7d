import { describe, expect, it } from 'vitest';
import { columnsOf, readOutcome } from './read-outcome.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const read = (row: Record<string, string>) =>
  readOutcome(columnsOf(Object.keys(row)), Object.values(row), NOW);

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

describe('a row of a call centre (R35)', () => {
  const row = { leadId: 'lead_1', 'Called at': '2027-01-18T15:00:00Z' };

  it.each<[string, object]>([
    ['reached', { result: 'reached' }],
    ['Erreicht', { result: 'reached' }],
    ['Not reached', { result: 'not-reached' }],
    ['nicht erreicht', { result: 'not-reached' }],
    ['no_answer', { result: 'not-reached' }],
    ['wrong number', { result: 'wrong-number' }],
    ['Do not call', { result: 'refused' }],
    ['Nicht anrufen', { result: 'refused' }],
    ['not interested', { result: 'reached', facts: { need: 'none' } }],
    ['Kein Interesse', { result: 'reached', facts: { need: 'none' } }],
    ['call-back', { result: 'call-back' }],
  ])('with the result code %s', (code, expected) => {
    expect(read({ ...row, Result: code, Bemerkung: 'kurz gesprochen' })).toEqual({
      known: { leadId: 'lead_1' },
      actions: [{ action: 'call-note', ...expected, text: 'kurz gesprochen' }],
      calledAt: '2027-01-18T15:00:00.000Z',
    });
  });

  it('says when to call again', () => {
    const back = read({ ...row, Ergebnis: 'Rückruf', 'Rückruf am': '22.01.2027 10:30' });
    expect(back).toMatchObject({ actions: [{ result: 'call-back', at: '2027-01-22T10:30:00.000Z' }] });
  });

  it.each<[string, Record<string, string>, string]>([
    ['does not say when', { leadId: 'lead_1', result: 'reached' }, 'when was the call'],
    ['was made tomorrow', { ...row, 'Called at': '2027-01-20', result: 'reached' }, 'when was the call'],
    ['is to come back some day', { ...row, result: 'call back', callback: 'some day' }, 'callBackAt'],
  ])('that %s is unreadable, and says why', (_, told, why) => {
    expect(read(told)).toEqual({ unreadable: expect.stringContaining(why) });
  });
});
