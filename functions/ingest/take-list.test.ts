import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import type { RowResult } from '../../shared/domain/list.ts';
import { drop, leadsIn, listPorts, NOW, reportOf, takeDropped } from '../../test/fixtures/lists.ts';
import { beginDropped } from './begin-list.ts';
import { reportCsv } from './list-report.ts';
import { takeList } from './take-list.ts';

const fair = {
  source: 'hannover-fair',
  channel: 'trade_fair',
  campaign: 'fair',
  requested: 'true',
  'legal-basis': 'consent',
};
const list = [
  'Nachname;E-Mail;PLZ;Nachricht;Erfasst am',
  'Ott;eva@ott.example;50667;"Angebot, bitte";23.11.2026 10:00',
  'Ott;EVA@ott.example;;Noch eine Frage;',
  'Ott;eva@ott.example;50667;"Angebot, bitte";23.11.2026 10:00',
  '',
  'Berg;berg;506;=HYPERLINK("x");',
  '"Zorn;offen',
].join('\r\n');

let ports = listPorts();
beforeEach(() => {
  ports = listPorts();
});

const take = (content = list, said: Record<string, string> = fair, key = 'lists/fair.csv') =>
  takeDropped(ports, { key, content, said });
/** Works off the beginning and one part, until there is no time left. */
const takeFirstPart = (id: string) => {
  let steps = 2;
  return takeList(ports, id, () => (steps-- > 0 ? 60_000 : 0));
};
/** As that, but the report of the second part cannot be stored. */
const crashAtSecondPart = async (id: string) => {
  let puts = 0;
  const put: typeof ports.objects.put = async (...given) => {
    puts += 1;
    if (puts === 2) throw new Error('crashed');
    return ports.objects.put(...given);
  };
  const failing = { ...ports, objects: { ...ports.objects, put } };
  await expect(takeList(failing, id, () => 60_000)).rejects.toThrow('crashed');
};
const outcomes = (rows: RowResult[]) =>
  rows.map(({ row, outcome, reason }) => [row, outcome, reason ?? null]);
const leads = () => leadsIn(ports);

describe('a list', () => {
  it('is taken in row by row, and the report says what became of each, with reason and field (R31, R48, R49)', async () => {
    const { list: taken, rows } = await take();
    expect(outcomes(rows)).toEqual([
      [2, 'created', null],
      [3, 'merged', null],
      [4, 'duplicate', null],
      [6, 'quarantined', 'email-invalid'],
      [7, 'refused', 'quote-open'],
    ]);
    expect(rows[3]).toMatchObject({
      field: 'email',
      column: 'E-Mail',
      notes: ['postcode: postcode-invalid'],
    });
    expect(taken).toMatchObject({
      state: 'done',
      counts: { created: 1, merged: 1, duplicate: 1, quarantined: 1, refused: 1 },
    });
  });

  it('notes a value that was put right, and keeps what it was with the inquiry alone', async () => {
    const { rows } = await take('Nachname;E-Mail;Nachricht\r\n"Ott\n";eva@ott.example;Angebot');
    expect(rows).toMatchObject([{ outcome: 'created', notes: ['lastName: corrected'] }]);
    const kept = await ports.store.loadInquiry(rows[0]?.inquiryId ?? '');
    expect(kept?.findings).toMatchObject([{ code: 'corrected', before: 'Ott\n', after: 'Ott' }]);
    const history = await ports.store.loadWithHistory(rows[0]?.leadId ?? '');
    expect(JSON.stringify(history?.events)).toContain('"corrected"');
    expect(JSON.stringify(history?.events)).not.toContain('"before"');
  });

  it('of an event keeps its channel and campaign, and who was there beside the facts (R32)', async () => {
    const content = [
      'E-Mail;Interesse;Teilgenommen',
      'eva@ott.example;Demo;ja',
      'ben@ott.example;Demo;nein',
    ].join('\n');
    const { rows } = await take(content, { ...fair, channel: 'event', campaign: 'webinar-herbst' });
    const leads = await Promise.all(rows.map(({ leadId }) => ports.store.load(leadId ?? '')));
    expect(leads.map((lead) => [lead?.facts.channel, lead?.facts.campaign, lead?.extra])).toEqual([
      ['event', 'webinar-herbst', { Teilgenommen: 'ja' }],
      ['event', 'webinar-herbst', { Teilgenommen: 'nein' }],
    ]);
  });

  it('that was captured at the fair is late by the time since then (R40)', async () => {
    const { rows } = await take();
    const lead = await ports.store.load(rows[0]?.leadId ?? '');
    const entry = lead?.clocks.find(({ name }) => name === 'entry');
    expect(entry).toMatchObject({ startedAt: '2026-11-23T10:00:00.000Z', stoppedAt: NOW, state: 'met' });
    expect(lead?.inquiries).toHaveLength(2);
  });

  it('takes the rows of one person in their order, however long each takes to be stored', async () => {
    const { commit } = ports.store;
    let commits = 0;
    // The first ones take the longest.
    ports.store.commit = async (change) => {
      for (let turns = 200 - 40 * commits++; turns > 0; turns--) await Promise.resolve();
      return commit(change);
    };
    const words = ['first', 'second', 'third', 'fourth'];
    const content = ['E-Mail;Nachricht', ...words.map((word) => `eva@ott.example;My ${word} words`)].join(
      '\n',
    );
    const { rows } = await take(content);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'merged', 'merged', 'merged']);
    const lead = await ports.store.load(rows[0]?.leadId ?? '');
    expect(lead?.inquiries.map(({ id }) => id)).toEqual(rows.map(({ inquiryId }) => inquiryId));
  });

  it('that comes twice changes nothing, also under another name and with rows added', async () => {
    await take();
    const before = await leads();
    const again = await take(
      `${list.replace('\r\n"Zorn;offen', '')}\r\nNeu;neu@ott.example;;Hallo;`,
      fair,
      'lists/again.csv',
    );
    expect(outcomes(again.rows).map(([, outcome]) => outcome)).toEqual([
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
      'created',
    ]);
    expect(await leads()).toEqual(expect.arrayContaining(before));
    expect(await leads()).toHaveLength(before.length + 1);
  });

  it('that is only tried out tells the same and stores nothing', async () => {
    const tried = await take(list, { ...fair, 'dry-run': 'true' });
    expect(await leads()).toEqual([]);
    const { rows } = await take(list, fair, 'lists/b.csv');
    expect(outcomes(tried.rows)).toEqual(outcomes(rows));
    const once = await take(list, { ...fair, 'dry-run': 'true' }, 'lists/c.csv');
    expect(outcomes(once.rows).filter(([, outcome]) => outcome === 'duplicate')).toHaveLength(4);
  });

  it.each([
    ['was handed on', takeFirstPart],
    ['crashed', crashAtSecondPart],
  ])('that is only tried out and %s still knows the rows of its beginning (R31)', async (_, begin) => {
    const people = Array.from({ length: 2000 }, (_each, i) => `person-${i}-of-the-list@ott.example;${i}`);
    const content = ['E-Mail;Nachricht', ...people, people[7], `${people[8]} again`].join('\n');
    const id = await drop(ports, { key: 'lists/far.csv', content, said: { ...fair, 'dry-run': 'true' } });
    await begin(id);
    expect(await ports.lists.load(id)).toMatchObject({ state: 'running', done: { parts: 1 } });
    await takeList(ports, id, () => 60_000);
    const counts = { created: 2000, merged: 1, duplicate: 1, quarantined: 0, refused: 0 };
    expect(await ports.lists.load(id)).toMatchObject({ state: 'done', counts });
    expect((await reportOf(ports, id)).slice(-2).map(({ row, outcome }) => [row, outcome])).toEqual([
      [2002, 'duplicate'],
      [2003, 'merged'],
    ]);
  });

  it('goes on after a crash where it stopped, and its report still says what became of each row', async () => {
    const many = [
      'E-Mail',
      ...Array.from({ length: 3000 }, (_, i) => `person-${i}-of-the-list@ott.example`),
    ].join('\n');
    const id = await drop(ports, { key: 'lists/many.csv', content: many, said: fair });
    await crashAtSecondPart(id);
    expect(await ports.lists.load(id)).toMatchObject({ state: 'running', done: { parts: 1 } });
    await Promise.all([takeList(ports, id, () => 60_000), takeList(ports, id, () => 60_000)]);
    expect(await ports.lists.load(id)).toMatchObject({
      state: 'done',
      counts: { created: 3000, duplicate: 0 },
    });
    const rows = await reportOf(ports, id);
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 3000 }, (_, i) => i + 2));
  });

  it('is handed on before the time of the function is over', async () => {
    const id = await drop(ports, { key: 'lists/fair.csv', content: list, said: fair });
    await takeList(ports, id, () => 1_000);
    expect(ports.queue.messages.map(({ body }) => body)).toEqual([{ importId: id }]);
    expect(await leads()).toEqual([]);
  });
});

describe('people who did not ask', () => {
  const bought = { ...fair, channel: 'import', requested: 'false', 'legal-basis': 'legitimate-interest' };

  it('are owed the notice of Art. 14 within a month, and no answer', async () => {
    const { rows } = await take('E-Mail;Name\nlena@vogt.example;Lena Vogt', bought);
    const lead = await ports.store.load(rows[0]?.leadId ?? '');
    expect(lead?.clocks.map(({ name, state, limit }) => [name, state, limit])).toEqual([
      ['notice', 'running', '2026-12-24T09:00:00.000Z'],
    ]);
    expect(lead?.inquiries).toMatchObject([{ requested: false }]);
    expect(await ports.store.loadInquiry(rows[0]?.inquiryId ?? '')).toMatchObject({
      list: { row: 2, requested: false, legalBasis: 'legitimate-interest' },
    });
  });

  it.each([
    'Einwilligung Werbung',
    'Einwilligung E-Mail',
    'Einwilligung Telefon',
    'Consent phone',
    'Einwilligung Kontaktaufnahme',
  ])('are answered where the list holds their consent: "%s"', async (title) => {
    const { rows } = await take(`E-Mail;Name;${title}\nlena@vogt.example;Lena Vogt;ja`, bought);
    const lead = await ports.store.load(rows[0]?.leadId ?? '');
    expect(lead?.clocks.map(({ name }) => name)).toEqual(['fulfilment', 'notice']);
  });

  it('owe us nothing once they asked themselves', async () => {
    await take('E-Mail;Name\nlena@vogt.example;Lena Vogt', bought);
    const { rows } = await take('E-Mail;Name\nlena@vogt.example;Lena Vogt', fair, 'lists/b.csv');
    const lead = await ports.store.load(rows[0]?.leadId ?? '');
    expect(lead?.clocks.map(({ name, state }) => [name, state])).toEqual([
      ['notice', 'met'],
      ['fulfilment', 'running'],
    ]);
  });
});

describe('a file that is dropped into the bucket', () => {
  it('without a statement is not taken, and says why; with one beside it, it is', async () => {
    const { list: taken } = await take(list, {});
    expect(taken).toMatchObject({ state: 'refused', reason: { code: 'statement-missing' } });
    expect(await leads()).toEqual([]);
    const beside = { source: 'fair', requested: true, legalBasis: 'consent', map: { Nachricht: 'message' } };
    await ports.objects.put('lists/fair.csv.json', JSON.stringify(beside), 'application/json');
    const id = (await beginDropped(ports, 'lists/fair.csv.json')) ?? '';
    await takeList(ports, id, () => 60_000);
    expect(await ports.lists.load(id)).toMatchObject({
      state: 'done',
      statement: { source: 'fair', requested: true },
    });
    expect((await ports.lists.recent(10)).map(({ state }) => state).sort()).toEqual(['done', 'refused']);
  });

  it('is one import, however often the bucket tells of it', async () => {
    ports.files.drop('lists/fair.csv', list, fair);
    const ids = [await beginDropped(ports, 'lists/fair.csv'), await beginDropped(ports, 'lists/fair.csv')];
    expect(new Set(ids).size).toBe(1);
    expect(await beginDropped(ports, 'lists/nothing.csv')).toBeNull();
    expect(await beginDropped(ports, 'lists/')).toBeNull();
  });

  it.each([
    ['', 'no-header'],
    ['\uFFFE', 'utf-16'],
  ])('that is no list is refused with the reason', async (content, code) => {
    const bytes = code === 'utf-16' ? Buffer.from('\uFEFFa;b\n', 'utf16le').toString('latin1') : content;
    ports.files.drop('lists/x.csv', Buffer.from(bytes, 'latin1'), fair);
    const id = (await beginDropped(ports, 'lists/x.csv')) ?? '';
    await takeList(ports, id, () => 60_000);
    expect(await ports.lists.load(id)).toMatchObject({ state: 'refused', reason: { code } });
  });

  it('of a channel that there is not is refused; one that the rules add is taken (R46)', async () => {
    const { list: taken } = await take(list, { ...fair, channel: 'open_day' });
    expect(taken).toMatchObject({ state: 'refused', reason: { code: 'channel-unknown' } });
    const intake = { ...defaultDocument('intake').document, channels: ['open_day'] };
    ports = { ...ports, rules: defaultRules({ intake }) };
    await take(list, { ...fair, channel: 'open_day' }, 'lists/again.csv');
    expect((await leads())[0]?.facts.channel).toBe('open_day');
  });

  it('with a mapping that names no column is refused', async () => {
    const { list: taken } = await take(list, { ...fair, map: 'Telefon=phone' });
    expect(taken).toMatchObject({ state: 'refused', reason: { code: 'unknown-column' } });
  });
});

it('the report runs no formula in a spreadsheet', () => {
  const rows: RowResult[] = [
    { row: 2, outcome: 'quarantined', reason: 'x', column: '=cmd|calc', field: '@SUM(1)' },
  ];
  const csv = reportCsv(rows, true);
  expect(csv).toContain("'=cmd|calc");
  expect(csv).toContain("'@SUM(1)");
});
