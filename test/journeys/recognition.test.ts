import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser, fieldsOf } from './browser.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const message = 'Bitte senden Sie mir Unterlagen.';
const home = { street: 'Lindenweg 4', postcode: '50667', city: 'Köln' };

async function post(body: object): Promise<string> {
  const answer = await cloud.call('POST', '/v1/leads', { message, product: 'demo', ...body });
  expect(answer.status).toBe(202);
  await cloud.settle();
  return answer.json.leadId;
}
/** A command against the running system: what it said. */
async function leitwerkText(...args: string[]): Promise<string> {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  const command = ['cli/leitwerk.mjs', ...args, '--local'];
  return (await promisify(execFile)(process.execPath, command, { env })).stdout;
}
/** The same as JSON, a value a line. */
async function leitwerk(...args: string[]) {
  const text = await leitwerkText(...args, '--json');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
}
const act = async (id: string, action: object) => {
  const answer = await cloud.call('POST', `/v1/leads/${id}/actions`, action);
  await cloud.settle();
  return answer;
};

it('knows a person who writes again from another address, and lets people decide and undo (R54, R55, R57)', async () => {
  const anna = { firstName: 'Anna', lastName: 'Schnabelewopski', phone: '0221 1234567', ...home };
  const first = await post({ ...anna, email: 'anna@heim.example' });
  const second = await post({ ...anna, lastName: 'Schnabelewopsky', email: 'a.s@arbeit.example' });
  expect(second).not.toBe(first);
  const one = await cloud.lead(second);
  expect(one).toMatchObject({ id: first, inquiries: [{}, {}] });
  expect(
    one.events.find(({ type }: { type: string }) => type === 'DuplicateMerged').data.evidence.length,
  ).toBeGreaterThan(2);
  expect((await cloud.mails()).filter(({ tags }) => tags.kind === 'answer')).toHaveLength(2);
  expect(await post({ email: 'a.s@arbeit.example' })).toBe(first);
  const listed = (await cloud.call('GET', '/v1/leads')).json.leads.map(({ id }: { id: string }) => id);
  expect(listed).toEqual([first]);

  expect((await act(second, { action: 'unmerge', reason: 'sisters' })).status).toBe(200);
  expect(await cloud.lead(second)).toMatchObject({ id: second, inquiries: [{}], distinct: [first] });
  expect((await cloud.lead(first)).inquiries).toHaveLength(2);
  expect((await cloud.mails()).filter(({ tags }) => tags.kind === 'answer')).toHaveLength(3);

  const because = ['--reason', 'one person after all'];
  expect(await leitwerkText('lead', 'merge', second, first, ...because)).toBe(`${second} → ${first}\n`);
  await cloud.settle();
  expect(await cloud.lead(second)).toMatchObject({ id: first, inquiries: [{}, {}, {}] });
  await expect(leitwerkText('lead', 'merge', first, second, ...because)).rejects.toThrow(/one lead already/);
  expect(await leitwerkText('lead', 'unmerge', second, ...because)).toBe(`${first} and ${second} are two\n`);
  await cloud.settle();
  expect(await cloud.lead(second)).toMatchObject({ id: second, inquiries: [{}] });
  expect((await cloud.lead(first)).inquiries).toHaveLength(2);
  await expect(leitwerkText('lead', 'unmerge', second, ...because)).rejects.toThrow(/No lead was merged/);

  const carl = { firstName: 'Carl', lastName: 'Zanderowski', postcode: '50667', city: 'Köln' };
  const hot = { timeframe: 'now', orderVolume: 80_000, authority: 'decider', need: 'concrete' };
  const third = await post({ ...carl, ...hot, email: 'carl@eins.example' });
  expect((await cloud.lead(third)).state).toBe('assigned');
  const fourth = await post({ ...carl, email: 'zander@zwei.example' });
  const asked = await cloud.lead(fourth);
  expect(asked).toMatchObject({ id: fourth, state: 'quarantined', reason: 'doubtful-duplicate' });
  expect(asked.doubles).toEqual([{ lead: third, asked: true }]);
  expect((await cloud.mails()).filter(({ to }) => to.includes('zander@zwei.example'))).toHaveLength(1);
  expect(asked.clocks).toContainEqual(expect.objectContaining({ name: 'review', state: 'running' }));
  const [open] = await leitwerk('review', 'list');
  expect(open).toMatchObject({ id: [third, fourth].sort().join('~') });
  const decided = await act(fourth, { action: 'review', decision: 'same', note: 'called' });
  expect(decided.json).toMatchObject({ id: third, inquiries: [{}, {}] });
  expect(await leitwerk('review', 'list')).toEqual([]);
}, 240_000);

it('takes those who write from one shared mailbox for people of one company, with roles told or by their title (R54, R86)', async () => {
  const mailbox = { email: 'info@ott-maschinenbau.example', company: 'Ott Maschinenbau GmbH' };
  const lena = await post({ ...mailbox, firstName: 'Lena', lastName: 'Vogt', authority: 'buyer' });
  const otto = await post({ ...mailbox, firstName: 'Otto', lastName: 'Ott', authority: 'decider' });
  expect(otto).not.toBe(lena);
  const seen = await cloud.lead(lena);
  expect(seen).toMatchObject({ id: lena, organisation: { domain: 'ott-maschinenbau.example' } });
  expect(seen.organisation.colleagues).toMatchObject([
    { role: 'decider', who: { id: otto, name: 'Otto Ott' } },
  ]);
  const mia = { firstName: 'Mia', lastName: 'Kern', jobTitle: 'Assistenz der Geschäftsführung' };
  const assistant = await post({ ...mailbox, ...mia, authority: undefined });
  expect((await cloud.lead(assistant)).facts.authority).toBe('influencer');
  expect((await cloud.lead(otto)).organisation.colleagues).toMatchObject([
    { role: 'buyer', who: { id: lena, name: 'Lena Vogt' } },
    { role: 'influencer', who: { id: assistant, jobTitle: mia.jobTitle } },
  ]);
});

it('lets people decide about every inquiry that was set aside: by API, command line and console (R47)', async () => {
  const receive = async (text: string) => {
    const mail = `From: <no-reply@formular.example>\r\nTo: sales@leitwerk.example\r\nSubject: Formular\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
    const headers = { 'content-type': 'message/rfc822' };
    const { json } = await cloud.call('POST', '/_local/email?to=sales@leitwerk.example', mail, headers);
    await cloud.settle();
    return json.id as string;
  };
  const first = await receive('Bitte rufen Sie mich wegen der Demo an.');
  const second = await receive('Noch jemand fragt nach der Demo.');
  const known = await post({ email: 'dora@kunde.example', firstName: 'Dora' });
  const spam = {
    email: 'dora@kunde.example',
    firstName: 'Casino',
    message: `${'https://c.example '.repeat(9)}`,
  };
  const { json: doubtful } = await cloud.call('POST', '/v1/leads', { ...spam, product: 'demo' });
  await cloud.settle();
  expect(doubtful).toMatchObject({ outcome: 'quarantined', leadId: known });
  const waiting = async () => {
    const pages = [];
    for (let cursor = ''; ; ) {
      const { json } = await cloud.call('GET', `/v1/reviews${cursor && `?cursor=${cursor}`}`);
      pages.push(...json.reviews);
      if (!json.cursor) return pages;
      cursor = json.cursor;
    }
  };
  const listed = await waiting();
  expect(listed.map(({ id }) => id)).toEqual([first, second, doubtful.inquiryId]);
  expect(listed[2]).toMatchObject({ kind: 'inquiry', leadId: known, reason: 'spam', ageHours: 0 });
  expect(listed[2].findings[0]).toMatchObject({ code: 'spam' });

  const [shown] = [await leitwerkText('review', 'show', first)];
  expect(JSON.parse(shown)).toMatchObject({ id: first, reason: 'sender-unreadable' });
  expect((await leitwerk('review', 'list')).map(({ id }) => id)).toEqual([first, second, doubtful.inquiryId]);
  const decided = await leitwerkText(
    'review',
    'decide',
    first,
    'correct',
    '--set',
    'email=eva@formular.example',
  );
  const { json: inquiry } = await cloud.call('GET', `/v1/inquiries/${first}`);
  expect(decided.trim()).toBe(`${first} → ${inquiry.leadId} (created)`);
  await cloud.settle();
  expect((await cloud.lead(inquiry.leadId)).inquiries[0].answered).toMatchObject({ how: 'mail' });
  expect((await cloud.mails()).filter(({ to }) => to.includes('eva@formular.example'))).toHaveLength(1);

  const browser = new Browser(cloud.base);
  await browser.signIn('marketing', '/console/review');
  const { text: page } = await browser.go('GET', '/console/review');
  expect(page).toContain(`/console/inquiries/${second}`);
  const { formToken = '' } = fieldsOf(page);
  const form = { formToken, decision: 'approve', reason: '' };
  expect((await browser.go('POST', `/console/inquiries/${second}`, form)).status).toBe(409);
  const rejecting = { ...form, decision: 'reject' };
  const foreign = await browser.go('POST', `/console/inquiries/${second}`, { ...rejecting, formToken: 'x' });
  expect(foreign.status).toBe(403);
  expect((await browser.go('POST', `/console/inquiries/${second}`, rejecting)).status).toBe(303);
  expect((await browser.go('GET', '/console/review?away=1')).text).toContain(`/console/inquiries/${second}`);

  const act = { action: 'review', decision: 'approve', reason: 'she really asks' };
  const path = `/v1/inquiries/${doubtful.inquiryId}/actions`;
  for (const _ of [1, 2])
    expect((await cloud.call('POST', path, act)).json).toMatchObject({ outcome: 'merged', leadId: known });
  await cloud.settle();
  const lead = await cloud.lead(known);
  expect(lead.inquiries[1].answered).toMatchObject({ how: 'mail' });
  expect(lead.events.filter(({ type }: { type: string }) => type === 'InquiryReviewed')).toHaveLength(1);
  expect((await cloud.call('POST', path, { ...act, decision: 'reject' })).status).toBe(409);
  expect((await cloud.call('POST', path, { ...act, decision: 'perhaps' })).status).toBe(422);
  expect((await cloud.call('POST', '/v1/inquiries/inq_none/actions', act)).status).toBe(404);
  expect(await waiting()).toEqual([]);
}, 240_000);

it('keeps an exclusion by marketing waiting until a second person decides: by API, console or command line (R61)', async () => {
  const [one, other] = [await post({ email: 'ida@neu.example' }), await post({ email: 'ole@neu.example' })];
  const browser = new Browser(cloud.base);
  await browser.signIn('marketing', '/console/review');
  const { formToken = '' } = fieldsOf((await browser.go('GET', '/console/review')).text);
  const form = { formToken, action: 'override', exclusion: 'competitor', reason: 'baut dasselbe' };
  for (const id of [one, other])
    expect((await browser.go('POST', `/console/leads/${id}/actions`, form)).status).toBe(303);
  await cloud.settle();
  expect(await cloud.lead(one)).toMatchObject({
    state: 'qualifying',
    proposed: { exclusion: 'competitor', by: 'staff:local-marketing' },
  });
  const own = { formToken, action: 'review', decision: 'confirm' };
  expect((await browser.go('POST', `/console/leads/${one}/actions`, own)).status).toBe(409);
  expect(await leitwerk('review', 'list')).toMatchObject([
    {
      kind: 'exclusion',
      id: one,
      reason: 'competitor',
      because: 'baut dasselbe',
      proposedBy: 'staff:local-marketing',
    },
    { kind: 'exclusion', id: other },
  ]);
  expect((await leitwerkText('review', 'decide', other, 'reject')).trim()).toBe(`${other}: qualifying`);
  const confirmed = await act(one, { action: 'review', decision: 'confirm' });
  expect(confirmed.json).toMatchObject({ state: 'excluded', reason: 'competitor' });
  expect((await act(one, { action: 'review', decision: 'confirm' })).status).toBe(409);
  expect(await leitwerk('review', 'list')).toEqual([]);
}, 240_000);
