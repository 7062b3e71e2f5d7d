import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, fieldsOf } from './browser.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 240_000);
afterAll(() => cloud?.stop());

const fair = new URLSearchParams({
  source: 'hannover-fair',
  channel: 'trade_fair',
  campaign: 'fair',
  requested: 'true',
  legalBasis: 'consent',
});
const rows = (name: string) =>
  [
    'Nachname;E-Mail;Nachricht',
    `Ott;${name}@messe.example;Bitte ein Angebot`,
    `Ott;${name}@messe.example;Bitte auch die Preisliste`,
    `Ott;${name}@messe.example;Bitte ein Angebot`,
    'Berg;keine Adresse;Hallo',
  ].join('\n');

const staff = () => ({
  authorization: `Bearer ${readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim()}`,
});
async function imported(id: string) {
  await cloud.settle();
  return (await cloud.call('GET', `/v1/imports/${id}`, undefined, staff())).json;
}
async function upload(list: string, said: URLSearchParams = fair) {
  const headers = { ...staff(), 'content-type': 'text/csv' };
  return cloud.call('POST', `/v1/imports?${said}`, list, headers);
}
async function drop(key: string, body: string, metadata: Record<string, string> = {}) {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true });
  const { json } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  await s3.send(new PutObjectCommand({ Bucket: json.rawBucket, Key: key, Body: body, Metadata: metadata }));
  s3.destroy();
  await cloud.settle();
}

describe('a list', () => {
  it('is uploaded, worked off and reported row by row; the same file again changes nothing (R31, R48)', async () => {
    const { status, json } = await upload(rows('eva'));
    expect([status, json]).toEqual([202, { importId: expect.stringMatching(/^imp_/) }]);
    const first = await imported(json.importId);
    expect(first).toMatchObject({
      state: 'done',
      counts: { created: 1, merged: 1, duplicate: 1, quarantined: 1, refused: 0 },
      rows: [{ row: 2 }, { row: 3 }, { row: 4 }, { row: 5, reason: 'email-invalid', column: 'E-Mail' }],
    });
    const lead = await cloud.lead(first.rows[0].leadId);
    expect(lead.inquiries).toHaveLength(2);
    const again = await imported((await upload(rows('eva'))).json.importId);
    expect(again.counts).toEqual({ created: 0, merged: 0, duplicate: 4, quarantined: 0, refused: 0 });
    expect((await cloud.lead(lead.id)).version).toBe(lead.version);
    const csv = await cloud.call('GET', `/v1/imports/${json.importId}`, undefined, {
      ...staff(),
      accept: 'text/csv',
    });
    expect(csv.text.split('\r\n')[4]).toMatch(/^5;quarantined;email-invalid;email;E-Mail;/);
  });

  it('is checked as a form is: a place that its postcode does not fit, a cell that ends in a line break (R51)', async () => {
    const list =
      'Nachname;E-Mail;PLZ;Ort;Nachricht\n"Wien\n";lena.wien@example.example;50667;Berlin;Angebot\n';
    const { rows: found } = await imported((await upload(list)).json.importId);
    expect(found).toMatchObject([
      { outcome: 'created', notes: ['city: place-mismatch', 'lastName: corrected'] },
    ]);
    const { json } = await cloud.call('GET', `/v1/inquiries/${found[0].inquiryId}`, undefined, staff());
    expect(json.findings[1]).toMatchObject({ code: 'corrected', before: 'Wien\n', after: 'Wien' });
  });

  it.each([
    ['no statement', '', 422],
    ['no row of names', fair.toString(), 422],
  ])('with %s is refused with what is missing', async (what, said, status) => {
    const answer = await upload(what === 'no statement' ? rows('x') : '\n', new URLSearchParams(said));
    expect(answer.status).toBe(status);
    expect(answer.json.errors.map(({ field }: { field: string }) => field)).toEqual(
      what === 'no statement' ? ['source', 'requested', 'legalBasis'] : ['file'],
    );
  });

  it('of people who did not ask brings them no mail and no owner, but a notice that is due (spec 2)', async () => {
    const bought = new URLSearchParams({
      source: 'broker',
      campaign: 'cold',
      requested: 'false',
      legalBasis: 'legitimate-interest',
    });
    const head = 'name;email;timeframe;orderVolume;authority;need;product;postcode';
    const { json } = await upload(
      `${head}\nLena Vogt;lena@gekauft.example;1 month;80000;decider;concrete;demo;20095`,
      bought,
    );
    const { rows: results } = await imported(json.importId);
    const lead = await cloud.lead(results[0].leadId);
    expect([lead.class, lead.state, lead.owner]).toEqual(['hot', 'qualifying', null]);
    expect(lead.clocks.find(({ name }: { name: string }) => name === 'notice')).toMatchObject({
      state: 'running',
    });
    expect(await cloud.mails('lena@gekauft.example')).toEqual([]);
  });

  it('goes on where its function died (fault: crash)', async () => {
    await cloud.call('POST', '/_local/faults', [
      { service: 'dynamodb', operation: 'TransactWriteItems', caller: 'ListRows', nth: 3, fault: 'crash' },
    ]);
    const people = Array.from(
      { length: 40 },
      (_, i) => `Nachname${i};crash${i}@messe.example;Bitte ein Angebot`,
    );
    const { json } = await upload(['Nachname;E-Mail;Nachricht', ...people].join('\n'));
    const { state, counts } = await imported(json.importId);
    await cloud.call('DELETE', '/_local/faults');
    expect([state, counts.created, counts.duplicate]).toEqual(['done', 40, 0]);
    const { json: stats } = await cloud.call('GET', '/_local/stats');
    expect(stats.functions.ListRows.errors).toBeGreaterThan(0);
  });

  it('that is dropped into the bucket is taken in, with its statement in the metadata or beside it', async () => {
    await drop(
      'lists/drop.csv',
      rows('drop'),
      Object.fromEntries(
        [...fair].map(([name, value]) => [name === 'legalBasis' ? 'legal-basis' : name, value]),
      ),
    );
    await drop('lists/beside.csv.json', JSON.stringify({ ...Object.fromEntries(fair), requested: true }));
    await drop('lists/beside.csv', rows('beside'));
    await drop('lists/nothing-said.csv', rows('nothing'));
    const { json } = await cloud.call('POST', '/v1/leads/search', { text: 'messe.example' }, staff());
    const mails = json.leads.map(({ facts }: { facts: { email: string } }) => facts.email);
    expect(mails).toEqual(expect.arrayContaining(['drop@messe.example', 'beside@messe.example']));
    expect(mails).not.toContain('nothing@messe.example');
  });
});

describe('customers of another system', () => {
  const crm = new URLSearchParams({ source: 'crm', kind: 'customers' });
  const hot = { timeframe: '1 month', orderVolume: 80_000, authority: 'decider', need: 'concrete' };
  const HEAD = 'Firma;Name;E-Mail;externalId;Betreuer;Letzter Kauf;Vertragsende';
  let customer = '';

  it('become leads at that stage, without mail and clocks of inquiries; the same list again changes nothing (R136)', async () => {
    const { json } = await cloud.call('GET', '/_local/clock');
    const end = new Date(Date.parse(json.now) + 91 * 86_400_000).toISOString().slice(0, 10);
    const list = [
      HEAD,
      `Nordwerft GmbH;Eva Ott;eva@nordwerft.example;17;Mira Hansen;2025-03-01;${end}`,
      'Kai AG;Jan Kai;jan@kai.example;18;Klaus Gone;;',
    ].join('\n');
    const first = await imported((await upload(list, crm)).json.importId);
    expect(first.rows).toMatchObject([
      { row: 2, outcome: 'created' },
      { row: 3, outcome: 'refused', reason: 'owner-unknown', column: 'Betreuer' },
    ]);
    customer = first.rows[0].leadId;
    const lead = await cloud.lead(customer);
    expect([lead.state, lead.owner, lead.inquiries]).toEqual(['won', null, []]);
    expect(lead.clocks.map(({ name }: { name: string }) => name)).toEqual(['win-back']);
    expect(await cloud.mails('eva@nordwerft.example')).toEqual([]);
    const again = await imported((await upload(list, crm)).json.importId);
    expect(again.counts).toMatchObject({ created: 0, merged: 0, duplicate: 1 });
    expect((await cloud.lead(customer)).version).toBe(lead.version);
    const one = { 'E-Mail': 'eva@nordwerft.example', externalId: '17', Garantie: 'ja' };
    const alone = await cloud.call('POST', `/v1/imports?${crm}`, one, staff());
    expect(alone.status).toBe(202);
    const [row] = (await imported(alone.json.importId)).rows;
    expect(row).toMatchObject({ leadId: customer, outcome: expect.stringMatching(/merged|duplicate/) });
    const page = await cloud.call('GET', `/console/leads/${customer}`, undefined, staff());
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(`contractEnd ${end}`)]);
  });

  it('keep their organisation with their owner: a hot colleague goes there, and is told why (spec 5)', async () => {
    const asked = { ...hot, product: 'demo', postcode: '20095', message: 'Bitte ein Angebot' };
    for (const name of ['lars', 'nele']) {
      const body = { ...asked, name: `${name} Kern`, email: `${name}@nordwerft.example` };
      const { json } = await cloud.call('POST', '/v1/leads', body);
      await cloud.settle();
      const lead = await cloud.lead(json.leadId);
      expect([lead.state, lead.owner?.id]).toEqual(['assigned', 'mira-hansen']);
      expect(lead.assignment).toMatchObject({ rule: 'route/organisation', colleague: customer });
      const why = spawnSync(process.execPath, ['cli/leitwerk.mjs', 'lead', 'why', '--local', json.leadId], {
        env: { ...process.env, LEITWERK_DATA: cloud.data },
        encoding: 'utf8',
      });
      expect(why.stdout).toContain(`route/organisation`);
      expect(why.stdout).toContain(`colleague ${customer}`);
    }
  });

  it('are brought to their owner before their contract ends, as a round of their own (spec 5, "Repurchase")', async () => {
    await cloud.advance('PT24H');
    const lead = await cloud.lead(customer);
    expect([lead.state, lead.owner?.id, lead.round]).toEqual(['assigned', 'mira-hansen', 1]);
    expect(lead.assignment.rule).toBe('route/former-owner');
    const told = await cloud.mails('mira.hansen@leitwerk.example');
    const about = await Promise.all(told.map(({ n }) => cloud.mail(n)));
    expect(about.some((mail) => mail.includes('Ott'))).toBe(true);
  });
});

it('the command line brings a list, tells what became of its rows, and fails where it cannot', () => {
  const file = join(cloud.data, 'liste.csv');
  writeFileSync(file, rows('cli'));
  const stated = [
    '--source',
    'Messe Köln',
    '--campaign',
    'fair',
    '--requested',
    'yes',
    '--legal-basis',
    'consent',
  ];
  const leitwerk = (...args: string[]) =>
    spawnSync(process.execPath, ['cli/leitwerk.mjs', 'import', '--local', '--json', ...args], {
      env: { ...process.env, LEITWERK_DATA: cloud.data },
      encoding: 'utf8',
    });
  const tried = leitwerk(file, ...stated, '--dry-run');
  const taken = leitwerk(file, ...stated, '--report', `${file}.report`);
  const counts = { created: 1, merged: 1, duplicate: 1, quarantined: 1, refused: 0 };
  expect([tried.stderr, JSON.parse(tried.stdout).counts]).toEqual(['', counts]);
  expect(JSON.parse(taken.stdout)).toMatchObject({ dryRun: false, counts });
  expect(readFileSync(`${file}.report`, 'utf8').split('\r\n')).toHaveLength(6);
  const refused = leitwerk(file, '--source', 'x');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('legalBasis')]);
});

it('marketing uploads a list on its page and watches it; a call agent may not', async () => {
  const browser = new Browser(cloud.base);
  await browser.signIn('marketing');
  const path = '/_local/parameters/leitwerk/local/rules/intake';
  const intake = (await cloud.call('GET', path)).json;
  await cloud.call('PUT', path, { ...intake, channels: ['open_day'] });
  await cloud.settle();
  const { text } = await browser.go('GET', '/console/imports');
  expect(text).toContain('nothing-said');
  // A channel that the rules add can be chosen too (R26).
  expect(text).toContain('<option value="open_day">Open day</option>');
  const form = new FormData();
  for (const [name, value] of [
    ...fair,
    ['formToken', fieldsOf(text).formToken ?? ''],
    ['dryRun', 'true'],
  ] as [string, string][])
    form.set(name, value);
  form.set(
    'file',
    new Blob([Buffer.from('Nachname;E-Mail\nM\xfcller;mueller@seite.example', 'latin1')]),
    'liste.csv',
  );
  const { location } = await browser.go('POST', '/console/imports', form);
  expect(location).toMatch(/^\/console\/imports\/imp_/);
  await cloud.settle();
  const { text: page } = await browser.go('GET', location);
  expect(page).toMatch(/fertig|done/);
  const agent = new Browser(cloud.base);
  await agent.signIn('call-agent');
  expect((await agent.go('GET', '/console/imports')).status).toBe(403);
});
