import { describe, expect, it } from 'vitest';
import type { State } from '../../../shared/domain/lifecycle.ts';
import { compareRecords, inquiryOfMail, type Records } from './compare-records.ts';

const span = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T23:00:00.000Z' };
const at = '2026-11-24T09:00:00.000Z';

interface One {
  id: string;
  state?: State;
  receivedAt?: string;
  without?: 'acknowledgement' | 'table' | 'lead' | 'analysis';
  listed?: boolean;
  /** Where the analysis data have it, if elsewhere. */
  place?: string;
  updatedAt?: string;
}

/** Records of inquiries; without a state one became no lead. */
function records(...all: One[]): Records {
  const kept = (not: One['without']) => all.filter(({ without }) => without !== not);
  return {
    acknowledged: new Map(
      kept('acknowledgement').flatMap(({ id, listed, receivedAt = at }) =>
        listed ? [] : [[id, receivedAt]],
      ),
    ),
    stored: new Map(
      kept('table').map(({ id, state, listed, receivedAt = at }) => [
        id,
        {
          id,
          receivedAt,
          leadId: state ? `lead_${id}` : null,
          ...(listed
            ? { list: { importId: 'i', row: 2, requested: true, legalBasis: 'consent' as const } }
            : {}),
        },
      ]),
    ),
    leads: new Map(
      kept('lead').flatMap(({ id, state, updatedAt = at }) =>
        state ? [[`lead_${id}`, { state, updatedAt }]] : [],
      ),
    ),
    analysed: new Map(
      kept('analysis').map(({ id, state, place, receivedAt = at }) => [
        id,
        { at: receivedAt, place: place ?? state ?? 'set-aside' },
      ]),
    ),
  };
}
const found = (...all: One[]) =>
  compareRecords(records(...all), span).findings.map(({ inquiryId, missing }) => `${inquiryId} ${missing}`);

describe('what senders were told of', () => {
  it('is in exactly one state, merged, quarantined, set aside and erased ones too', () => {
    const states: State[] = ['received', 'quarantined', 'merged', 'won', 'erased', 'won'];
    const audit = compareRecords(
      records(
        ...states.map((state, i) => ({ id: `${i}`, state })),
        { id: 'spam' },
        { id: 'row', state: 'won', listed: true },
      ),
      span,
    );
    expect(audit).toEqual({
      ...span,
      acknowledged: 7,
      listed: 1,
      places: { received: 1, quarantined: 1, merged: 1, won: 3, erased: 1, 'set-aside': 1 },
      findings: [],
    });
  });

  it.each(['acknowledgement', 'table', 'lead', 'analysis'] as const)(
    'is named where the %s lacks it',
    (without) => {
      expect(found({ id: 'a', state: 'won' }, { id: 'b', state: 'won', without })).toEqual([`b ${without}`]);
    },
  );

  it('is named where the newest state never reached the analysis data, unless the lead moved on after the day', () => {
    expect(found({ id: 'a', state: 'won', place: 'assigned' })).toEqual(['a analysis']);
    expect(found({ id: 'a', state: 'won', place: 'assigned', updatedAt: span.to })).toEqual([]);
  });

  it('needs no note of a list’s row, or of somebody who was erased', () => {
    expect(found({ id: 'a', state: 'erased', without: 'acknowledgement' })).toEqual([]);
    expect(found({ id: 'a', state: 'won', listed: true, without: 'acknowledgement' })).toEqual([]);
  });

  it.each([
    ['before the first instant', '2026-11-23T22:59:59.999Z', 0],
    ['at the first instant', '2026-11-23T23:00:00.000Z', 1],
    ['at the first instant of the next day', '2026-11-24T23:00:00.000Z', 0],
  ])('counts for the day that it was received on: %s', (_, receivedAt, counted) => {
    expect(compareRecords(records({ id: 'a', state: 'won', receivedAt }), span).acknowledged).toBe(counted);
  });
});

it.each([
  ['mail/0a1b', 'inq_0a1b'],
  ['mail/', null],
  ['mail/AMAZON_SES_SETUP_NOTIFICATION', null],
])('the mail %s became the inquiry %s', (key, id) => {
  expect(inquiryOfMail(key)).toBe(id);
});
