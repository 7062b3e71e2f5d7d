import { describe, expect, it } from 'vitest';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { returnedClaim } from '../../shared/ports/notices.ts';
import type { Recipient } from '../../shared/rules/reports.ts';
import { sendDigests } from './send-digests.ts';

const MONDAY = '2026-11-23';
const night = (day: string, minute = 30) => `${day}T02:${minute}:00.000Z`;
const calendar = defaultDocument('calendars').document.calendars.company;

const card = (who: string, people: string, got: string, share: string): string[] => [
  ...['north', who, people, got],
  ...Array.from({ length: 13 }, () => '3'),
  ...[share, share, share, share],
];
const scorecard = [
  card('(all)', '9', '90', '0.5'),
  card('(direct)', '3', '50', '0.25'),
  card('alster', '3', '21', '0.125'),
  card('hansa', '3', '19', '0.75'),
];
const fair = [['north', 'A', '9', '9', '1', '9', '1', '0', '3', '3', '1', '1', '0']];

/** Leads that there are at the end of a day: ten more each day. */
const leadsAt = (sql: string) => {
  const end = /TIMESTAMP '(\d{4}-\d\d-\d\d)/g;
  const days = [...sql.matchAll(end)].map(([, day]) => Date.parse(String(day)));
  return Math.round((Math.max(...days) - Date.parse('2026-10-01')) / 86_400_000) * 10;
};

function world(recipients: Partial<Recipient>[], more: { targets?: object } = {}) {
  const { document } = defaultDocument('reports');
  const all = recipients.map(
    (one, index): Recipient => ({
      id: `r${index}`,
      to: 'process-owner',
      every: 'week',
      reports: [],
      control: false,
      ...one,
    }),
  );
  const { agents, ...directory } = defaultDocument('agents').document;
  const rules = defaultRules({
    reports: { ...document, recipients: all, targets: undefined, ...more },
    agents: {
      ...directory,
      agents: agents.map((agent) =>
        agent.id === 'mira-hansen' ? { ...agent, channel: 'partner', partner: 'hansa' } : agent,
      ),
    },
  });
  const mailer = memoryMailer();
  const claims = memoryClaims();
  const asked: string[] = [];
  const query = async (sql: string): Promise<(string | null)[][]> => {
    asked.push(sql);
    if (sql.includes('pools_with_partners')) return scorecard;
    if (sql.includes('smaller_channel')) return fair;
    if (sql.includes('mean_days')) {
      const leads = leadsAt(sql);
      return [['assigned', 'hot', 'SQL', null, String(leads), '3', '1.0', String(leads / 2), '4', '1']];
    }
    return [];
  };
  const ports = {
    rules,
    mailer,
    claims,
    calendar,
    smallestGroup: 2,
    sender: 'x@leitwerk.example',
    analysis: { query },
  };
  return { mailer, claims, asked, run: (day: string, now = night(MONDAY)) => sendDigests(ports, day, now) };
}
const attached = (file: { content: Uint8Array } | undefined) =>
  Buffer.from(file?.content ?? [])
    .toString('utf8')
    .split('\r\n');

describe('regular reports (R146)', () => {
  it('go to a role, an agent or an address, each with the files asked for, in the language asked for', async () => {
    const it = world([
      { reports: ['distribution', 'sources'] },
      { to: 'tomasz-nowak', every: 'day' },
      { to: 'marketing@leitwerk.example', language: 'en', every: 'month', reports: ['funnel'] },
    ]);
    await it.run('2026-11-22');
    expect(
      it.mailer.sent.map(({ to, subject, attachments }) => [
        to,
        subject,
        attachments.map(({ name }) => name),
      ]),
    ).toEqual([
      [
        'petra.lindner@leitwerk.example',
        'Leads vom 16. November 2026 bis 22. November 2026',
        ['distribution.csv', 'sources.csv'],
      ],
      ['tomasz.nowak@leitwerk.example', 'Leads from 22 November 2026 to 22 November 2026', []],
      ['marketing@leitwerk.example', 'Leads from 1 October 2026 to 31 October 2026', ['funnel.csv']],
    ]);
  });

  it('are sent once a period, however often the day ends', async () => {
    const it = world([{}, { every: 'day' }]);
    for (const day of ['2026-11-22', '2026-11-22', '2026-11-23', '2026-11-24']) await it.run(day);
    const tags = it.mailer.sent.map(({ tags }) => tags.bundle);
    expect(tags).toEqual([
      'digest-r0-week-2026-11-22',
      'digest-r1-day-2026-11-22',
      'digest-r1-day-2026-11-23',
      'digest-r1-day-2026-11-24',
    ]);
  });

  it('of a week that nobody woke up for on its last day come when somebody does', async () => {
    const it = world([{}]);
    await it.run('2026-11-25');
    expect(it.mailer.sent.map(({ tags }) => tags.bundle)).toEqual(['digest-r0-week-2026-11-22']);
  });

  it.each([
    ['was surely not sent', new Fault('mail-unavailable', { retryable: true }), 1, 2],
    [
      'may have been sent',
      { outcome: 'lost-answer', fault: new Fault('mail-in-doubt', { retryable: true }) } as const,
      12,
      3,
    ],
  ])('that %s is tried again later, the others come in any case', async (_, next, minutes, mails) => {
    const it = world([{}, {}]);
    it.mailer.behaves(next);
    await expect(it.run('2026-11-22')).rejects.toThrow('digest-unsent');
    const later = new Date(Date.parse(night(MONDAY)) + minutes * 60_000).toISOString();
    await it.run('2026-11-22', later);
    expect(it.mailer.sent).toHaveLength(mails);
    expect(new Set(it.mailer.sent.map(({ tags }) => tags.bundle)).size).toBe(2);
  });

  it('that could not be sent on its day comes with the next, of its own day', async () => {
    const it = world([{ every: 'day' }]);
    it.mailer.behaves(new Fault('mail-unavailable', { retryable: true }));
    await expect(it.run('2026-11-22')).rejects.toThrow('digest-unsent');
    await it.run('2026-11-23', night('2026-11-24'));
    expect(it.mailer.sent.map(({ tags }) => tags.bundle)).toEqual([
      'digest-r0-day-2026-11-22',
      'digest-r0-day-2026-11-23',
    ]);
  });

  it('of a partner hold the own rows, and of the whole pool shares only (R138)', async () => {
    const it = world([{ partner: 'hansa', reports: ['partners'] }]);
    await it.run('2026-11-22');
    const [head, ...rows] = attached(it.mailer.sent[0]?.attachments[0]);
    expect(head).toContain('pool;partner;people;got');
    expect(rows.filter(Boolean)).toEqual([
      `north;hansa;3;19${';3'.repeat(13)}${';0,7500'.repeat(4)}`,
      `north;(all);;${';'.repeat(13)}${';0,5000'.repeat(4)}`,
    ]);
    expect(rows.join()).not.toMatch(/alster|direct|21/);
  });

  it('of a partner of few people say why there are no figures (R133)', async () => {
    const it = world([{ partner: 'nobody-yet', reports: ['partners'] }]);
    await it.run('2026-11-22');
    expect(it.mailer.sent[0]?.attachments).toEqual([]);
    expect(it.mailer.sent[0]?.text).toContain('so wenigen Personen');
  });
});

describe('the process owner hears of a regular report that reaches nobody', () => {
  it.each([
    ['whom nobody knows', { to: 'gone' }, undefined],
    [
      'whose address is refused',
      { to: 'broken@leitwerk.example' },
      { outcome: 'refused', reason: 'MessageRejected' } as const,
    ],
  ])('%s, once a period', async (_, recipient, next) => {
    const it = world([recipient]);
    if (next) it.mailer.behaves(next);
    await it.run('2026-11-22');
    await it.run('2026-11-23');
    expect(it.mailer.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['petra.lindner@leitwerk.example', 'Ein regelmäßiger Bericht kommt nicht an: r0'],
    ]);
  });

  it('that came back, when the next day ends, once', async () => {
    const it = world([{ every: 'day', to: 'left@leitwerk.example' }]);
    await it.run('2026-11-22');
    await it.claims.refused(returnedClaim('digest-r0-day-2026-11-22'), night(MONDAY, 31), 'bounced');
    await it.run('2026-11-23', night('2026-11-24'));
    await it.run('2026-11-23', night('2026-11-24', 40));
    const told = it.mailer.sent.filter(({ to }) => to.startsWith('petra'));
    expect(told.map(({ text }) => text.includes('kam zurück'))).toEqual([true]);
  });
});

describe('the control report (R147)', () => {
  it('holds number, quality and status of the week against the week before and the targets', async () => {
    const it = world([{ control: true }], { targets: { leadsPerWeek: 80, hotShare: 0.4 } });
    await it.run('2026-11-22');
    const text = (it.mailer.sent[0]?.text ?? '').replaceAll('\u00a0', ' ');
    expect(text).toContain('Neue Leads: 70 (davor 70, 0), Ziel 80 – nicht erreicht');
    expect(text).toContain('Anteil heißer Leads an den neuen: 50 % (davor 50 %, 0 Punkte), Ziel 40 %');
    expect(text).not.toContain('Ziel 40 % – nicht erreicht');
    expect(text).toContain('Leads mit überschrittener Frist: 1 (davor 1, 0)');
  });
});
