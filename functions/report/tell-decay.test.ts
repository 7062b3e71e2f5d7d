import { describe, expect, it } from 'vitest';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { quality } from './sql/quality.sql.ts';
import { tellDecay } from './tell-decay.ts';

const rising = (source: string) =>
  quality.columns.map(({ name }) => {
    const said: Record<string, string> = { channel: 'web_form', source, rise: '0.2', riseDayBefore: '0.05' };
    return { ...said, noticedShare: '0.4', noticedShareBefore: '0.2' }[name] ?? null;
  });

/** A night after which these sources are worse than before; `to` is whom the rules name. */
function night(sources: string[], to = 'process-owner') {
  const { document } = defaultDocument('reports');
  const rules = defaultRules({ reports: { ...document, decay: { to, difference: 0.1 } } });
  const mailer = memoryMailer();
  const ports = {
    ...{ rules, mailer, claims: memoryClaims(), smallestGroup: 2, sender: 'x@leitwerk.example' },
    calendar: defaultDocument('calendars').document.calendars.company,
    analysis: { query: async () => sources.map(rising) },
  };
  return { mailer, run: () => tellDecay(ports, '2026-11-22', '2026-11-23T02:30:00.000Z') };
}

describe('that the data of a source grow worse reaches somebody (R66)', () => {
  it('in one letter for all sources, once, however often the day ends', async () => {
    const { mailer, run } = night(['fair-list', 'website']);
    await run();
    await run();
    expect(mailer.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['petra.lindner@leitwerk.example', 'Die Daten werden schlechter: fair-list und 1 weitere'],
    ]);
    const [letter] = mailer.sent;
    expect(letter?.text).toMatch(/fair-list \(Webformular\): 40\s% der Anfragen, davor 20\s%/);
    expect(letter?.text).toContain('seit dem 22. November 2026');
    expect(letter?.text).toContain('website (Webformular)');
  });

  it('in the language of whom the rules name', async () => {
    const { mailer, run } = night(['fair-list'], 'tomasz-nowak');
    await run();
    expect(mailer.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['tomasz.nowak@leitwerk.example', 'Data grow worse: fair-list'],
    ]);
  });

  it('the process owner, where the rules name nobody who is there', async () => {
    const { mailer, run } = night(['fair-list'], 'gone');
    await run();
    expect(mailer.sent.map(({ to }) => to)).toEqual(['petra.lindner@leitwerk.example']);
  });

  it('nobody, where no source does', async () => {
    const { mailer, run } = night([]);
    await run();
    expect(mailer.sent).toEqual([]);
  });
});
