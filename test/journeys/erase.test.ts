import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableTexts } from '../fixtures/table-texts.ts';
import { coldInquiry, hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { connectReceiver, type Receiver } from './receiver.ts';

/** What the person is marked by, wherever it goes: each must be found before, and nowhere after. */
const MARKS = {
  firstName: 'Zorbelina',
  lastName: 'Quastenfink',
  email: 'zq.quastenfink@werk-murmel.example',
  company: 'Murmelwerke',
  street: 'Kieselgasse',
  jobTitle: 'Knopfmeisterin',
  message: 'Zirkelschnauzen',
  attached: 'Gluckspinat',
  file: 'fluesterplan',
  mailed: 'Trommelkraut',
  listed: 'Fransenmoos',
  page: 'wunschzettelseite',
  visitor: 'Besuchspinsel',
  noted: 'Wackeldackelnotiz',
  reviewed: 'Schattenlilie',
};

const CHROME = { 'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36' };

let cloud: LocalCloud;
let outside: Receiver;
let leadId: string;
let links: Record<'assignments' | 'privacy', string>;
beforeAll(async () => {
  cloud = await startLocalCloud();
  outside = await connectReceiver(cloud, { events: ['LeadAssigned'] });
}, 240_000);
afterAll(async () => {
  await outside?.stop();
  await cloud?.stop();
});

const staff = () => ({
  authorization: `Bearer ${readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim()}`,
});

function leitwerk(...line: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  return new Promise((resolve) => {
    const run = execFile(process.execPath, ['cli/leitwerk.mjs', ...line, '--local'], { env }, (_, out, err) =>
      resolve({ code: run.exitCode ?? -1, said: out + err }),
    );
  });
}

/** Where each mark is found: items of the table, objects of every bucket, logs. What others got by mail is theirs. */
async function found(): Promise<Map<string, string[]>> {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const { json } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  const credentials = { accessKeyId: 'cli', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const texts = (await tableTexts(client, json.table)).map((text) => ['table', text] as const);
  client.destroy();
  const files = readdirSync(cloud.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => [`${sep}buckets${sep}`, `${sep}logs${sep}`].some((part) => file.includes(part)));
  expect(files.length).toBeGreaterThan(20);
  const all = [...texts, ...files.map((file) => [file, readFileSync(file).toString('latin1')] as const)];
  return new Map(
    Object.entries(MARKS).map(([name, mark]) => [
      name,
      all
        .filter(([place, text]) => `${place} ${text}`.toLowerCase().includes(mark.toLowerCase()))
        .map(([place, text]) => (place === 'table' ? text.slice(0, 160) : place)),
    ]),
  );
}

async function linksIn(mailKind: string): Promise<string> {
  const mails = (await cloud.mails()).filter(({ tags }) => tags.leadId === leadId && tags.kind === mailKind);
  const texts = await Promise.all(
    mails.map(async ({ n }) => (await PostalMime.parse(await cloud.mail(n))).text ?? ''),
  );
  return texts.join('\n');
}
const linkIn = (text: string, kind: keyof typeof links): string =>
  new RegExp(`/v1/${kind}/[\\w.-]+`).exec(text)?.[0] ?? `no link to ${kind}`;

/** Everything that can happen to a person here, happens. */
async function live(): Promise<void> {
  const { firstName, lastName, email, company, street, jobTitle, message } = MARKS;
  const form = new FormData();
  const fields = { ...hotInquiry(), firstName, lastName, email, company, jobTitle };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('street', `${street} 7`);
  form.set('message', `${message} bitte anbieten. `.repeat(900));
  form.set('consent.phone', 'true');
  form.set('visitorId', MARKS.visitor);
  form.set('plan', new File([`Plan: ${MARKS.attached}`], `${MARKS.file}.txt`, { type: 'text/plain' }));
  const seen = { type: 'white-paper', visitorId: MARKS.visitor, consent: 'cmp', at: await now() };
  const page = { ...seen, url: `https://site.example/${MARKS.page}` };
  const watched = await cloud.call('POST', '/v1/events', page, CHROME);
  expect(watched.json).toEqual({ accepted: 1, unknown: 0 });
  const posted = await cloud.call('POST', '/v1/leads', form);
  expect(posted.status).toBe(202);
  leadId = posted.json.leadId;
  await cloud.settle();
  const mail = `From: ${firstName} ${lastName} <${email}>\r\nTo: sales@example.test\r\nSubject: ${MARKS.mailed}\r\nMessage-ID: <z1@werk-murmel.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNoch eine Frage: ${MARKS.mailed}\r\n`;
  const headers = { 'content-type': 'message/rfc822' };
  await cloud.call('POST', '/_local/email?to=sales%40example.test', mail, headers);
  await cloud.settle();
  const said = 'source=messe&channel=trade_fair&requested=true&legalBasis=consent';
  const list = `Nachname;E-Mail;Nachricht\n${lastName};${email};${MARKS.listed}\nBerg;berg@andere.example;Angebot`;
  const csv = { ...staff(), 'content-type': 'text/csv' };
  expect((await cloud.call('POST', `/v1/imports?${said}`, list, csv)).status).toBe(202);
  await cloud.settle();
  await act({ action: 'note', note: MARKS.noted });
  const double = { ...coldInquiry(), firstName, lastName, company, email: 'z.q@anders.example' };
  await cloud.call('POST', '/v1/leads', { ...double, message: `${MARKS.reviewed}?`, postcode: '20095' });
  await cloud.settle();
  const [answer, assigned] = [await linksIn('answer'), await linksIn('assigned')];
  links = {
    assignments: linkIn(assigned, 'assignments'),
    privacy: linkIn(answer, 'privacy'),
  };
}

const now = async (): Promise<string> => (await cloud.call('GET', '/_local/clock')).json.now;
const act = (body: object) => cloud.call('POST', `/v1/leads/${leadId}/actions`, body);

describe('somebody who wants to be forgotten', () => {
  it('is known everywhere before', async () => {
    await live();
    await cloud.advance('PT26H');
    expect([...(await found())].filter(([, places]) => places.length === 0)).toEqual([]);
  }, 120_000);

  it('is shown first to whoever is to erase them, and nothing is changed', async () => {
    const { version } = await cloud.lead(leadId);
    const { code, said } = await leitwerk('erase', MARKS.email);
    expect([code, said]).toEqual([0, expect.stringContaining(`Would be erased: ${leadId}`)]);
    expect(said).toMatch(/kept until \d{4}-\d\d-\d\d: consent to be called \(§ 7a UWG/);
    expect((await cloud.lead(leadId)).version).toBe(version);
    expect((await leitwerk('erase', MARKS.email, '--yes')).code).toBe(1);
  });

  it('is erased: no mark is left but in the archive (R191)', async () => {
    const { code, said } = await leitwerk('erase', leadId, '--yes', '--reason', 'asked by telephone');
    expect([code, said]).toEqual([0, expect.stringContaining(`Erased: ${leadId}`)]);
    await cloud.settle();
    const places = [...(await found()).values()].flat();
    expect(places.filter((place) => !place.includes(`${sep}kept${sep}`))).toEqual([]);
    expect(places.length).toBeGreaterThan(0);
  }, 60_000);

  it('is answered for with 410, by every link (contract)', async () => {
    const html = { accept: 'text/html' };
    expect(await cloud.call('GET', `/v1/leads/${leadId}`)).toMatchObject({
      status: 410,
      json: { detail: 'The data of this person were erased.' },
    });
    expect((await act({ action: 'note', note: 'again' })).status).toBe(410);
    for (const link of Object.values(links)) {
      expect((await cloud.call('GET', link, undefined, html)).status).toBe(410);
      expect((await cloud.call('POST', link, new URLSearchParams({ action: 'accept' }), html)).status).toBe(
        410,
      );
    }
    expect((await leitwerk('erase', leadId)).said).toContain('nothing personal is left');
  });

  it('is told of to those who had the data, without a word about the person (Art. 19)', async () => {
    const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'erased');
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ to, tags }) => `${to} ${tags.leadId}`)).size).toBe(told.length);
    const ofLead = told.find(({ tags }) => tags.leadId === leadId);
    const text = await cloud.mail(ofLead?.n ?? 0);
    expect(text).toContain(leadId);
    // Both leads of the person had been told of.
    const crm = outside.messages.map(({ json }) => json).filter(({ type }) => type === 'LeadErased');
    expect(crm.map(({ lead }) => lead.id)).toContain(leadId);
    expect(new Set(crm.flatMap(Object.keys))).toEqual(new Set(['version', 'id', 'type', 'at', 'lead']));
    for (const mark of Object.values(MARKS)) expect(text + JSON.stringify(crm)).not.toContain(mark);
  });

  it('is somebody new when they write again', async () => {
    const { firstName, lastName, email } = MARKS;
    const { json } = await cloud.call('POST', '/v1/leads', coldInquiry({ firstName, lastName, email }));
    expect(json).toMatchObject({ outcome: 'created', leadId: expect.not.stringContaining(leadId) });
    await cloud.settle();
    expect((await cloud.lead(json.leadId)).consents).toEqual({});
  });
});

describe('the person, by the link of a mail', () => {
  it('erases all data by themselves, and the link ends with it', async () => {
    const { json } = await cloud.call('POST', '/v1/leads', coldInquiry());
    leadId = json.leadId;
    await cloud.settle();
    const page = linkIn(await linksIn('answer'), 'privacy');
    const html = { accept: 'text/html', 'accept-language': 'de' };
    const asked = await cloud.call('POST', page, new URLSearchParams({ action: 'erase' }), html);
    expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('Ihre Daten werden gelöscht')]);
    await cloud.settle();
    expect((await cloud.call('GET', page, undefined, html)).status).toBe(410);
    expect((await cloud.call('GET', `/v1/leads/${leadId}`)).status).toBe(410);
  });

  it('balances in the audit, as one of those who are erased', async () => {
    const day = (await now()).slice(0, 10);
    await cloud.advance('PT15M');
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    const { code, said } = await leitwerk('audit', '--from', before, '--to', day);
    expect([code, said]).toEqual([0, expect.stringContaining('1 erased')]);
  }, 60_000);
});
