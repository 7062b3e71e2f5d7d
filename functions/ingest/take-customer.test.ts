import { beforeEach, describe, expect, it } from 'vitest';
import { leadsIn, listPorts, takeDropped } from '../../test/fixtures/lists.ts';

const HEAD =
  'Firma;Name;E-Mail;Domain;externalId;Betreuer;Kunde seit;Letzter Kauf;Umsatz;Vertragsende;date.warrantyEnd;Segment';
const EVA =
  'Nord Werft AG;Eva Ott;eva@nordwerft.example;;17;Anke Petersen;1.3.2019;15.10.2026;12.500 €;30.06.2027;2028-01-31;A';

let ports = listPorts();
beforeEach(() => {
  ports = listPorts();
});

let files = 0;
const take = (rows: readonly string[], said: Record<string, string> = {}) =>
  takeDropped(ports, {
    key: `lists/customers-${files++}.csv`,
    content: [HEAD, ...rows].join('\n'),
    said: { kind: 'customers', source: 'crm', ...said },
  });
const leads = () => leadsIn(ports);

describe('a list of customers (R136)', () => {
  it('brings them with owner, order and days, and states contract as its basis unless it says otherwise', async () => {
    const { list, rows } = await take([EVA]);
    expect(list).toMatchObject({ state: 'done', statement: { requested: true, legalBasis: 'contract' } });
    expect(list?.columns.map(({ means }) => means)).toEqual([
      ...['company', 'name', 'email', 'website', 'externalId', 'owner'],
      ...[
        'date.customerSince',
        'date.lastPurchase',
        'orderValue',
        'date.contractEnd',
        'date.warrantyEnd',
        null,
      ],
    ]);
    expect(rows).toMatchObject([{ row: 2, outcome: 'created' }]);
    expect(await leads()).toMatchObject([
      {
        state: 'won',
        facts: { firstName: 'Eva', email: 'eva@nordwerft.example', externalId: '17' },
        organisation: { name: 'Nord Werft', domain: 'nordwerft.example' },
        keeper: { id: 'anke-petersen', name: 'Anke Petersen' },
        orders: [{ id: 'crm:2026-10-15', value: 12_500 }],
        dates: {
          customerSince: '2019-03-01',
          lastPurchase: '2026-10-15',
          contractEnd: '2027-06-30',
          warrantyEnd: '2028-01-31',
        },
        extra: { Segment: 'A' },
        inquiries: [],
        clocks: [{ name: 'win-back', target: '2027-04-01T07:00:00.000Z' }],
      },
    ]);
  });

  it('that comes again changes nothing; with news, it tells just these', async () => {
    await take([EVA]);
    const [before] = await leads();
    expect((await take([EVA])).rows).toMatchObject([{ outcome: 'duplicate', leadId: before?.id }]);
    expect(await leads()).toEqual([before]);
    const { rows } = await take([EVA.replace('30.06.2027', '30.06.2030')]);
    expect(rows).toMatchObject([{ outcome: 'merged', leadId: before?.id }]);
    expect((await leads())[0]?.dates?.contractEnd).toBe('2030-06-30');
  });

  it('makes one of lead and customer: whoever had asked is the same person, now with owner and order (R56)', async () => {
    const asked = { kind: 'inquiries', channel: 'trade_fair', requested: 'true', 'legal-basis': 'consent' };
    await takeDropped(ports, {
      key: 'lists/fair.csv',
      content: 'Nachname;E-Mail;Nachricht\nOtt;eva@nordwerft.example;Angebot',
      said: { source: 'fair', ...asked },
    });
    const [before] = await leads();
    await take([EVA]);
    expect(await leads()).toMatchObject([
      {
        id: before?.id,
        inquiries: [{ source: 'fair' }],
        keeper: { id: 'anke-petersen' },
        orders: [{ value: 12_500 }],
      },
    ]);
  });

  it('knows a company again by the id of the other system, without a personal address', async () => {
    const row = 'Nord Werft AG;;info@nordwerft.example;nordwerft.example;17;;;;;;;';
    expect((await take([row, row])).rows.map(({ outcome }) => outcome).sort()).toEqual([
      'created',
      'duplicate',
    ]);
    expect(await leads()).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    [
      'an owner who is nobody here',
      EVA.replace('Anke Petersen', 'Klaus Gone'),
      { reason: 'owner-unknown', column: 'Betreuer' },
    ],
    [
      'a day that is none',
      EVA.replace('30.06.2027', '31.06.2027'),
      { reason: 'date-unusable', column: 'Vertragsende' },
    ],
    [
      'a value that is no number',
      EVA.replace('12.500 €', 'viel'),
      { reason: 'number-unusable', column: 'Umsatz' },
    ],
    [
      'nobody who could be known again',
      EVA.replace('eva@nordwerft.example;;17', ';nordwerft.example;'),
      { reason: 'key-missing', column: 'externalId' },
    ],
  ])('with %s is refused there with the reason, and the others are taken', async (_, bad, why) => {
    const good = EVA.replace('eva@', 'lena@').replace(';17;', ';18;');
    const { rows } = await take([bad, good]);
    expect(rows).toMatchObject([
      { row: 2, outcome: 'refused', ...why },
      { row: 3, outcome: 'created' },
    ]);
    expect(await leads()).toHaveLength(1);
  });

  it('on trial tells what would become of it, and stores nothing', async () => {
    await take([EVA]);
    const lena = EVA.replace('eva@', 'lena@').replace(';17;', ';18;');
    const { rows } = await take([EVA, lena, lena, EVA.replace('2019', '2018')], { 'dry-run': 'true' });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['duplicate', 'created', 'merged', 'merged']);
    expect(await leads()).toHaveLength(1);
  });
});
