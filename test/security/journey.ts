import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import PostalMime from 'postal-mime';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { Browser, fieldsOf } from '../journeys/browser.ts';
import { coldInquiry, hotInquiry, type LocalCloud } from '../journeys/local-cloud.ts';
import { connectReceiver } from '../journeys/receiver.ts';

/**
 * A little of everything that the system does: after it, each function has used all that it may.
 * @param buckets where the company's own texts and large documents lie
 */
export async function doEverything(
  cloud: LocalCloud,
  buckets: { templates: string; rules: string },
): Promise<void> {
  await inquiries(cloud);
  const cold = await posted(cloud, coldInquiry({ industry: '' }));
  await questionnaire(cloud, cold);
  await ownData(cloud, cold);
  await mailsIn(cloud);
  await hooks(cloud);
  await reviews(cloud);
  await behaviour(cloud);
  await lists(cloud);
  await captured(cloud);
  await put(cloud, { Bucket: buckets.templates, Key: 'de/opening.md', Body: 'vielen Dank!' });
  const outside = await connectReceiver(cloud);
  const hot = await posted(cloud, hotInquiry());
  await mailsReported(cloud, hot);
  await owner(cloud, hot);
  await staff(cloud, hot);
  await erased(cloud);
  await workplace(cloud);
  await rules(cloud, buckets.rules);
  await limits(cloud);
  await posted(cloud, hotInquiry());
  const reader = await nurtured(cloud);
  await cloud.advance('PT26H');
  await oneClick(cloud, reader);
  await report(cloud);
  await outside.stop();
}

async function posted(cloud: LocalCloud, inquiry: Record<string, unknown>): Promise<string> {
  const { json } = await ok(cloud.call('POST', '/v1/leads', inquiry));
  await cloud.settle();
  return json.leadId;
}

/** The same person twice, a body too large for its item, and what came along. */
async function inquiries(cloud: LocalCloud): Promise<void> {
  const inquiry = coldInquiry();
  await posted(cloud, inquiry);
  await posted(cloud, { ...inquiry, message: 'Noch eine Frage zum Preis.' });
  await posted(cloud, coldInquiry({ message: 'Viel Text. '.repeat(1000) }));
  const { json } = await ok(cloud.call('GET', '/v1/form-token'));
  await ok(cloud.call('GET', '/v1/challenge'));
  await posted(cloud, coldInquiry({ leitwerkToken: json.token }));
  await ok(cloud.call('OPTIONS', '/v1/leads'));
  await ok(cloud.call('GET', '/v1/health'));
}

async function mailsIn(cloud: LocalCloud): Promise<void> {
  const head =
    'From: Eva <eva@brief.example>\r\nTo: sales@example.test\r\nSubject: Frage\r\nMIME-Version: 1.0\r\n';
  const text = 'Content-Type: text/plain; charset=utf-8\r\n\r\nBitte ein Angebot.\r\n';
  const attached =
    'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="plan.txt"\r\n\r\nPlan\r\n';
  const mails = [
    `${head}Message-ID: <1@brief.example>\r\n${text}`,
    `${head}Message-ID: <2@brief.example>\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${text}--b\r\n${attached}--b--\r\n`,
  ];
  for (const mail of mails) {
    const headers = { 'content-type': 'message/rfc822' };
    await ok(cloud.call('POST', '/_local/email?to=sales%40example.test', mail, headers));
    await cloud.settle();
  }
  await attachment(cloud);
  const answer = (await cloud.mails('eva@brief.example')).at(-1);
  const { replyTo, messageId } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
  for (const to of [replyTo?.[0]?.address ?? '', 'sales@example.test']) {
    const reply = `${head}Message-ID: <re-${to}>\r\nIn-Reply-To: ${messageId}\r\n${text}`;
    const path = `/_local/email?to=${encodeURIComponent(to)}`;
    await ok(cloud.call('POST', path, reply, { 'content-type': 'message/rfc822' }));
    await cloud.settle();
  }
}

/** People look at what nobody understood: a mail of a program, with a file, and a large body of a tool. */
async function reviews(cloud: LocalCloud): Promise<void> {
  const head = 'From: <no-reply@example.test>\r\nTo: sales@example.test\r\nMIME-Version: 1.0\r\n';
  const parts = [
    'Content-Type: text/plain\r\n\r\nBitte rufen Sie an.\r\n',
    'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="plan.txt"\r\n\r\nPlan\r\n',
  ];
  const body = parts.map((part) => `--b\r\n${part}`).join('');
  const mail = `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${body}--b--\r\n`;
  const headers = { 'content-type': 'message/rfc822' };
  await ok(cloud.call('POST', '/_local/email?to=sales%40example.test', mail, headers));
  await cloud.settle();
  const { json } = await ok(cloud.call('GET', '/v1/inquiries?outcome=quarantined'));
  const browser = new Browser(cloud.base);
  await browser.signIn('marketing', '/console/review');
  const { formToken = '' } = fieldsOf((await browser.go('GET', '/console/review')).text);
  for (const { id, channel, raw } of json.inquiries) {
    const decide = { formToken, decision: 'correct', 'facts.email': 'eva@gefunden.example' };
    if (channel === 'email') await browser.go('POST', `/console/inquiries/${id}`, decide);
    else if (raw.in === 'bucket')
      await cloud.call('POST', `/v1/inquiries/${id}/actions`, { action: 'review', decision: 'approve' });
  }
  await cloud.settle();
}

/** The plan that came along is fetched by staff and, as the wish of the mail made the lead hot, by its owner. */
async function attachment(cloud: LocalCloud): Promise<void> {
  const told = (await cloud.mails()).findLast(({ tags }) => tags.kind === 'assigned');
  const { text = '' } = await PostalMime.parse(await cloud.mail(told?.n ?? 0));
  const page = /\/v1\/assignments\/[\w.-]+/.exec(text)?.[0] ?? '';
  const leadId = told?.tags.leadId;
  const { inquiries } = await cloud.lead(leadId ?? '');
  for (const above of [page, `/v1/leads/${leadId}`])
    await ok(cloud.call('GET', `${above}/attachments/${inquiries.at(-1).id}/1`));
}

async function hooks(cloud: LocalCloud): Promise<void> {
  const person = { Name: 'Lena Vogt', Email: 'lena@vogt.example', Nachricht: 'Bitte eine Vorführung.' };
  await cloud.call('POST', '/v1/hooks/zapier', person);
  await cloud.call('POST', '/v1/hooks/typeform', { hello: 'world' });
  await cloud.call('POST', '/v1/hooks/typeform', { hello: 'large '.repeat(3000) });
  await cloud.call('GET', '/v1/hooks/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guessed');
  await cloud.settle();
}

/** Somebody looks around, makes themselves known by a form, and another by a tool that tells of a webinar. */
async function behaviour(cloud: LocalCloud): Promise<void> {
  const does = (who: object) =>
    ok(
      cloud.call('POST', '/v1/events', {
        type: 'visit',
        at: '2026-01-01T00:00:00Z',
        consent: 'cmp-1',
        ...who,
      }),
    );
  const inquiry = coldInquiry();
  await ok(cloud.call('OPTIONS', '/v1/events'));
  await ok(cloud.call('GET', '/v1/segments'));
  for (const visitorId of ['browser-1', 'browser-2']) await does({ visitorId });
  const followed = { ...inquiry, consent: { tracking: { given: true } } };
  const lead = await posted(cloud, { ...followed, visitorId: 'browser-1' });
  await clicks(cloud, lead);
  await does({ visitorId: 'browser-2', email: inquiry.email });
  await cloud.settle();
}

/** A list by upload, one by its page, one that is dropped into the bucket, and their reports. */
async function lists(cloud: LocalCloud): Promise<void> {
  const token = readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim();
  const staff = { authorization: `Bearer ${token}` };
  const said = 'source=fair&requested=true&legalBasis=consent&campaign=fair';
  const rows = 'Nachname;E-Mail\nOtt;eva@liste.example\nOtt;eva@liste.example\n';
  const headers = { ...staff, 'content-type': 'text/csv' };
  const { json } = await ok(cloud.call('POST', `/v1/imports?${said}`, rows, headers));
  await cloud.settle();
  await ok(cloud.call('GET', `/v1/imports/${json.importId}`, undefined, staff));
  await ok(cloud.call('GET', '/console/imports', undefined, { ...staff, accept: 'text/html' }));
  const { json: system } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  const Bucket = system.rawBucket;
  const statement = { source: 'fair', requested: true, legalBasis: 'consent' };
  await put(cloud, { Bucket, Key: 'lists/fair.csv.json', Body: JSON.stringify(statement) });
  await put(cloud, { Bucket, Key: 'lists/fair.csv', Body: rows });
  await cloud.settle();
}

/** Somebody calls, and a call agent types in what they want. */
async function captured(cloud: LocalCloud): Promise<void> {
  const browser = new Browser(cloud.base);
  await browser.signIn('call-agent', '/capture');
  const { formToken = '' } = fieldsOf((await browser.go('GET', '/capture')).text);
  const { status } = await browser.go('POST', '/capture', {
    formToken,
    email: 'eva@ruf.example',
    message: 'Ruft an',
  });
  if (status !== 200) throw new Error(`not captured: ${status}`);
  const letter = new FormData();
  for (const [name, value] of Object.entries({ formToken, email: 'ida@brief.example', message: 'Schreibt' }))
    letter.append(name, value);
  letter.append('scan', new File(['%PDF-1.7'], 'brief.pdf', { type: 'application/pdf' }));
  const scanned = await browser.go('POST', '/capture', letter);
  if (scanned.status !== 200) throw new Error(`not captured with its scan: ${scanned.status}`);
  await cloud.settle();
}

/** Somebody who agreed to it follows a link of the answer, and the mail provider tells of it too. */
async function clicks(cloud: LocalCloud, leadId: string): Promise<void> {
  const answer = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'answer');
  const { text = '' } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
  const { status } = await cloud.call('GET', /\/v1\/r\/[\w.-]+/.exec(text)?.[0] ?? '');
  if (status !== 302) throw new Error(`a link of a mail answered ${status}`);
  for (const type of ['delivery', 'open'])
    await ok(cloud.call('POST', `/_local/mail/${answer?.n}/events`, { type }));
  await cloud.settle();
}

/** The company puts a file of its own into a bucket. */
async function put(cloud: LocalCloud, file: { Bucket: string; Key: string; Body: string }): Promise<void> {
  const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true });
  await s3.send(new PutObjectCommand(file));
  s3.destroy();
}

/** The mail provider tells of the answer: it came back, and its reader complained. */
async function mailsReported(cloud: LocalCloud, leadId: string): Promise<void> {
  const answer = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'answer');
  for (const type of ['send', 'bounce', 'complaint'])
    await ok(cloud.call('POST', `/_local/mail/${answer?.n}/events`, { type }));
  await cloud.settle();
}

/** The person answers the questions of the answer's link. */
async function questionnaire(cloud: LocalCloud, leadId: string): Promise<void> {
  const answer = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'answer');
  const { text = '' } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
  const page = /\/v1\/questions\/[\w.-]+/.exec(text)?.[0] ?? '';
  const html = { accept: 'text/html' };
  await ok(cloud.call('GET', page, undefined, html));
  await ok(cloud.call('POST', page, new URLSearchParams({ industry: 'Maschinenbau' }), html));
  await cloud.settle();
}

/** The person looks at the own data, unsubscribes, exports and asks for erasure. */
async function ownData(cloud: LocalCloud, leadId: string): Promise<void> {
  const answer = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'answer');
  const { text = '' } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
  const page = /\/v1\/privacy\/[\w.-]+/.exec(text)?.[0] ?? '';
  const html = { accept: 'text/html' };
  await ok(cloud.call('GET', page, undefined, html));
  for (const action of ['unsubscribe', 'export', 'erase'])
    await ok(cloud.call('POST', page, new URLSearchParams({ action }), html));
  await cloud.settle();
}

/** Somebody who wrote by mail and stands in a list is erased, whom we were allowed to call. */
async function erased(cloud: LocalCloud): Promise<void> {
  const email = 'mia@vergessen.example';
  const token = readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const said = 'source=fair&requested=true&legalBasis=consent&campaign=fair';
  const row = (name: string) => `Nachname;E-Mail\n${name};${email}\n`;
  await ok(cloud.call('POST', `/v1/imports?${said}`, row('Vogel'), headers));
  const { json: system } = await cloud.call('GET', '/_local/parameters/leitwerk/local/system/connection');
  const statement = { source: 'fair', requested: true, legalBasis: 'consent' };
  const Bucket = system.rawBucket;
  await put(cloud, { Bucket, Key: 'lists/mia.csv.json', Body: JSON.stringify(statement) });
  await put(cloud, { Bucket, Key: 'lists/mia.csv', Body: row('Vogel-Ott') });
  await cloud.settle();
  const consent = { phone: { given: true } };
  const leadId = await posted(cloud, coldInquiry({ email, consent, message: 'Viel Text. '.repeat(1000) }));
  const mail = `From: ${email}\r\nTo: sales@example.test\r\nSubject: Frage\r\nMessage-ID: <3@vergessen.example>\r\n\r\nUnd noch etwas.\r\n`;
  const rfc822 = { 'content-type': 'message/rfc822' };
  await ok(cloud.call('POST', '/_local/email?to=sales%40example.test', mail, rfc822));
  await cloud.settle();
  await ok(cloud.call('POST', `/v1/leads/${leadId}/actions`, { action: 'erase', reason: 'asked by mail' }));
  await cloud.settle();
  const { status } = await cloud.call('GET', `/v1/leads/${leadId}`);
  if (status !== 410) throw new Error(`not erased: ${status}`);
}

/** Somebody who is not ripe agreed to a series of mails, the first of which comes tomorrow. */
async function nurtured(cloud: LocalCloud): Promise<string> {
  const path = '/_local/parameters/leitwerk/local/rules/nurture';
  const { json } = await cloud.call('GET', path);
  json.series.at(-1).steps[0].days = 1;
  await ok(cloud.call('PUT', path, json));
  await cloud.settle();
  return posted(cloud, coldInquiry({ consent: { newsletter: { given: true } } }));
}

/** The mail program of the reader unsubscribes from it. */
async function oneClick(cloud: LocalCloud, leadId: string): Promise<void> {
  const sent = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'nurture');
  const { text = '' } = await PostalMime.parse(await cloud.mail(sent?.n ?? 0));
  const page = /\/v1\/privacy\/[\w.-]+/.exec(text)?.[0] ?? '';
  await ok(cloud.call('POST', page, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })));
  await cloud.settle();
}

/** The owner opens the links of the mail, accepts, looks at the list and enters an absence. */
async function owner(cloud: LocalCloud, leadId: string): Promise<void> {
  const told = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'assigned');
  const { text = '' } = await PostalMime.parse(await cloud.mail(told?.n ?? 0));
  const page = /\/v1\/assignments\/[\w.-]+/.exec(text)?.[0] ?? '';
  const list = /\/v1\/owner\/[\w.-]+/.exec(text)?.[0] ?? '';
  const html = { accept: 'text/html' };
  await ok(cloud.call('GET', page, undefined, html));
  await ok(cloud.call('POST', page, new URLSearchParams({ action: 'accept' }), html));
  await ok(cloud.call('GET', list, undefined, html));
  const day = String((await cloud.call('GET', '/_local/clock')).json.now).slice(0, 10);
  await ok(cloud.call('POST', list, new URLSearchParams({ do: 'add', from: day, to: day }), html));
  await cloud.settle();
}

async function staff(cloud: LocalCloud, leadId: string): Promise<void> {
  const { owner: of, inquiries: asked } = await cloud.lead(leadId);
  const paths = [
    '/v1/leads',
    '/v1/leads?state=accepted',
    `/v1/leads?owner=${of.id}`,
    `/v1/leads/${leadId}`,
    '/v1/inquiries',
    `/v1/inquiries/${asked[0].id}`,
  ];
  for (const path of paths) await ok(cloud.call('GET', path));
  await ok(cloud.call('POST', '/v1/leads/search', { text: 'hanna' }));
  await ok(cloud.call('POST', `/v1/leads/${leadId}/actions`, { action: 'contacted', note: 'Termin' }));
  await cloud.settle();
}

/** A process owner signs in, sees every page, acts on a lead and signs out; an owner sees what is theirs. */
async function workplace(cloud: LocalCloud): Promise<void> {
  const leadId = await posted(cloud, hotInquiry());
  const browser = new Browser(cloud.base);
  await browser.signIn('process-owner');
  for (const page of ['', '/review', '/clocks', '/calls', '/pools', '/search'])
    await browser.go('GET', `/console${page}`);
  const { text: page } = await browser.go('GET', `/console/leads/${leadId}`);
  const { formToken = '' } = fieldsOf(page);
  await browser.go('POST', '/console/search', { formToken, text: 'hanna' });
  await browser.go('POST', '/console/calls', { formToken });
  const { location } = await browser.act(leadId, page, { action: 'accept' });
  if (!location.includes('saved')) throw new Error(`not accepted: ${location}`);
  await browser.go('POST', '/v1/logout', { formToken });
  const member = new Browser(cloud.base);
  await member.signIn('member', '/console', (await cloud.lead(leadId)).owner.id);
  await member.go('GET', '/console');
  await cloud.settle();
}

/** A document that comes into force, one that is refused, and one that lies in the bucket because it is large. */
async function rules(cloud: LocalCloud, Bucket: string): Promise<void> {
  const path = '/_local/parameters/leitwerk/local/rules/routing';
  const { json: routing } = await cloud.call('GET', path);
  for (const document of [{ ...routing, note: 'changed' }, { ...routing, rules: 'none' }, routing]) {
    await ok(cloud.call('PUT', path, document));
    await cloud.settle();
  }
  const agents = '/_local/parameters/leitwerk/local/directory/agents';
  const { text } = await cloud.call('GET', agents);
  const Key = 'documents/agents.json';
  await put(cloud, { Bucket, Key, Body: text });
  await ok(cloud.call('PUT', agents, { version: 2, note: 'many agents', object: Key }));
  await cloud.settle();
  await areas(cloud, Bucket);
}

/** Leads are rated by figures of their area, which lie in the archive. */
async function areas(cloud: LocalCloud, Bucket: string): Promise<void> {
  const path = '/_local/parameters/leitwerk/local/rules/scoring';
  const { json: scoring } = await cloud.call('GET', path);
  const table = { columns: ['power'], areas: { DE: { '10115': [97], '80331': [131] } } };
  const hash = contentHash(table);
  await put(cloud, { Bucket, Key: `rules/${hash}.json`, Body: JSON.stringify(table) });
  const named = { ...scoring, areas: { table: hash, weights: { power: 1 } } };
  await ok(cloud.call('PUT', path, named));
  await cloud.settle();
}

/** Members work on so many leads at a time: who gets the next one depends on what they have. */
async function limits(cloud: LocalCloud): Promise<void> {
  const path = '/_local/parameters/leitwerk/local/directory/pools';
  const { json } = await cloud.call('GET', path);
  const limited = (pool: { members: object[] }) => ({
    ...pool,
    members: pool.members.map((member) => ({ ...member, open: 20 })),
  });
  await ok(cloud.call('PUT', path, { ...json, pools: json.pools.map(limited) }));
  await cloud.settle();
}

/** The days that passed have reports, and a link to the newest. */
async function report(cloud: LocalCloud): Promise<void> {
  await ok(cloud.call('GET', '/_local/objects/reports/latest.json'));
}

/** An answer that is no refusal, so that a journey that leads nowhere is noticed. */
async function ok(asked: ReturnType<LocalCloud['call']>): ReturnType<LocalCloud['call']> {
  const answer = await asked;
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text.slice(0, 300)}`);
  return answer;
}
