import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import type { ListStatement } from '../../shared/domain/list.ts';
import { readColumns } from './rules/list/columns.ts';
import { inquiryIdOf, understandRow } from './understand-row.ts';

const context = {
  intake: defaultDocument('intake').document,
  now: '2026-11-24T09:00:00.000Z',
  language: 'en' as const,
};
const fair: ListStatement = {
  source: 'hannover-fair',
  channel: 'trade_fair',
  campaign: 'fair-2026',
  kind: 'inquiries' as const,
  requested: true,
  legalBasis: 'consent',
  map: {},
  dryRun: false,
};
const header = ['Nachname', 'E-Mail', 'Gesprächsnotiz', 'Erfasst am', 'Quelle'];
const { columns } = readColumns(header, { Gesprächsnotiz: 'message' });
const row = (cells: string[], statement = fair) => understandRow(cells, columns, statement, context);

describe('a row of a list', () => {
  it('is an inquiry of the channel, source and campaign of its list, captured when it says (R31, R40)', () => {
    const said = row(['Ott', 'Eva@Ott.example', 'Angebot', '17.11.2026 14:30', 'Stand 3']);
    expect(said).toMatchObject({
      facts: { lastName: 'Ott', email: 'eva@ott.example', campaign: 'fair-2026', channel: 'trade_fair' },
      source: 'hannover-fair',
      extra: { source: 'Stand 3' },
      capturedAt: '2026-11-17T14:30:00.000Z',
      findings: [],
    });
  });

  it('is never refused for what it says: it waits for a person with all that is wrong (R49)', () => {
    const { findings } = row(['', 'eva-ott.example', '', 'irgendwann', '']);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['email-invalid', 'quarantine'],
      ['date-unusable', 'quarantine'],
    ]);
  });

  it('is taken without the line breaks around its cells, and what was put right is shown', () => {
    const { facts, findings } = row(['Ott\r\n', 'eva@ott.example\n', 'Angebot\n', '']);
    expect(facts).toMatchObject({ lastName: 'Ott', email: 'eva@ott.example' });
    expect(findings).toEqual([
      expect.objectContaining({
        field: 'lastName',
        code: 'corrected',
        severity: 'note',
        before: 'Ott\r\n',
        after: 'Ott',
      }),
      expect.objectContaining({ field: 'email', before: 'eva@ott.example\n', after: 'eva@ott.example' }),
    ]);
    expect(inquiryIdOf(['Ott\n', 'eva@ott.example'], columns, fair)).toBe(
      inquiryIdOf(['Ott', 'eva@ott.example'], columns, fair),
    );
  });

  it('wants what its list was for; one without campaign or wish does not', () => {
    expect(row(['Ott', 'eva@ott.example']).findings).toEqual([]);
    const { campaign: _, ...bought } = fair;
    expect(row(['Ott', 'eva@ott.example'], bought).findings).toMatchObject([{ code: 'interest-missing' }]);
  });

  it('is the same inquiry in whichever file it comes, and another one under another statement', () => {
    const id = (cells: string[], statement = fair) => inquiryIdOf(cells, columns, statement);
    expect(id(['Ott', 'eva@ott.example'])).toBe(id(['Ott', 'eva@ott.example', '', '']));
    expect(id(['Ott', 'eva@ott.example'])).not.toBe(
      id(['Ott', 'eva@ott.example'], { ...fair, requested: false }),
    );
    expect(id(['Ott', 'eva@ott.example'])).not.toBe(id(['Otto', 'eva@ott.example']));
  });
});
