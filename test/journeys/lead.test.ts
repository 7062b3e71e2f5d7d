import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldInquiry, hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { connectReceiver } from './receiver.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const post = async (body: Record<string, unknown>) => {
  const answer = await cloud.call('POST', '/v1/leads', body);
  expect([answer.status, answer.text]).toEqual([202, expect.stringContaining('leadId')]);
  await cloud.settle();
  return answer.json.leadId as string;
};

/** The address of the owner's page out of the newest mail about a lead. */
async function ownerLink(leadId: string): Promise<string> {
  const lead = await cloud.lead(leadId);
  const told = (await cloud.mails()).filter(({ tags }) => tags.leadId === leadId && tags.kind === 'assigned');
  const { text } = await PostalMime.parse(await cloud.mail(told.at(-1)?.n ?? 0));
  const link = /\/v1\/assignments\/[\w.-]+/.exec(text ?? '')?.[0];
  expect([lead.owner?.id, link]).toEqual([expect.any(String), expect.any(String)]);
  return link ?? '';
}

/** Mails to somebody of staff, with the leads whose pages they lead to. */
async function toldTo(address: string) {
  const mails = await cloud.mails(address);
  return Promise.all(
    mails.map(async ({ n, sentAt }) => {
      const { text = '' } = await PostalMime.parse(await cloud.mail(n));
      const links = [...text.matchAll(/v1\/assignments\/([\w-]+)/g)];
      const turns = links.map(
        ([, link = '']) => /lead_\w+/.exec(Buffer.from(link, 'base64url').toString())?.[0] ?? '',
      );
      return { sentAt, text, turns };
    }),
  );
}

describe('a hot inquiry by form', () => {
  it('is answered, scored, assigned and told to its owner, with every reason (R109, R122, R127, R129)', async () => {
    const inquiry = hotInquiry();
    const id = await post(inquiry);
    const lead = await cloud.lead(id);
    expect(lead).toMatchObject({ state: 'assigned', class: 'hot', pool: 'north' });
    expect(lead.score.value).toBe(
      lead.score.criteria.reduce((sum: number, row: { points: number }) => sum + row.points, 0),
    );
    expect(lead.assignment).toMatchObject({ rule: 'route/north', because: expect.any(String), turn: 1 });
    expect(lead.inquiries[0].answered).toMatchObject({ how: 'mail' });
    expect(await cloud.mails(String(inquiry.email))).toHaveLength(1);
    expect(lead.clocks.find(({ name }: { name: string }) => name === 'fulfilment').state).toBe('met');
    expect(lead.nextAction).toMatchObject({ what: 'accept', who: lead.owner.id });
    await ownerLink(id);
  });

  it('goes to the next owner when nobody accepts, once, and the process owner is told (R131, R148)', async () => {
    const id = await post(hotInquiry());
    const first = (await cloud.lead(id)).owner.id;
    await cloud.advance('PT26H');
    const lead = await cloud.lead(id);
    expect(lead.owner.id).not.toBe(first);
    expect(lead.events.filter(({ type }: { type: string }) => type === 'OwnerReleased')).toHaveLength(1);
    const told = await toldTo('petra.lindner@leitwerk.example');
    expect(told.filter(({ text }) => /abgelaufen/.test(text) && text.includes(id))).toHaveLength(1);
  });

  it('is told of together with others that are late, a quarter of an hour after the mail before (R148)', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push(await post(hotInquiry()));
    await cloud.advance('PT5H');
    const owners = await Promise.all(ids.map(async (id) => (await cloud.lead(id)).owner.id as string));
    const reminded: string[] = [];
    for (const owner of new Set(owners)) {
      const told = await toldTo(`${owner.replace('-', '.')}@leitwerk.example`);
      const late = told.filter(({ text }) => /vorgesehen/.test(text));
      const sent = late.map(({ sentAt }) => Date.parse(sentAt));
      expect(sent.filter((at, n) => n > 0 && at - (sent[n - 1] ?? 0) < 15 * 60_000)).toEqual([]);
      reminded.push(...late.flatMap(({ turns }) => turns));
    }
    for (const id of ids) expect(reminded.filter((leadId) => leadId === id)).toHaveLength(1);
  });
});

describe('a system outside', () => {
  it('is told what becomes of a lead, in its own words, and again after it was down (R135, R183)', async () => {
    const crm = await connectReceiver(cloud, { like: 'hubspot' });
    crm.refuse(2);
    const id = await post(hotInquiry());
    await cloud.call('POST', `/v1/leads/${id}/actions`, { action: 'won', value: 79_000 });
    await cloud.settle();
    // Messages of one moment come in any order; the number in the id of the event tells theirs.
    const nth = ({ json }: { json: { id: string } }) => Number(json.id.split('.').at(-1));
    const told = crm.messages
      .filter(({ json }) => json.lead.id === id)
      .sort((one, other) => nth(one) - nth(other));
    const types = new Set(told.map(({ json }) => json.type));
    expect(types).toEqual(new Set(['LeadAssigned', 'LeadAccepted', 'OpportunityOpened', 'LeadWon']));
    expect(told.find(({ json }) => json.type === 'LeadWon')?.json).toMatchObject({
      deal: { dealstage: 'closedwon', amount: 79_000 },
    });
    for (const { headers, json } of told) {
      expect(headers).toMatchObject({
        'webhook-id': json.id,
        'webhook-signature': expect.stringMatching(/^v1,/),
      });
    }
    await crm.stop();
    await cloud.call('PUT', '/_local/parameters/leitwerk/local/directory/connectors', {
      version: 3,
      note: 'Nobody any more',
      connectors: [],
    });
  });
});

describe('the page behind the owner’s link', () => {
  it('shows the lead without changing anything, however often it is opened (R130)', async () => {
    const id = await post(hotInquiry());
    const link = await ownerLink(id);
    const before = await cloud.lead(id);
    for (const method of ['GET', 'HEAD', 'GET'])
      await cloud.call(method, link, undefined, { accept: 'text/html' });
    await cloud.settle();
    expect(await cloud.lead(id)).toEqual(before);
  });

  it('moves the lead by form: accepted, contacted, opportunity, won (R132, R135, R136)', async () => {
    const id = await post(hotInquiry());
    const link = await ownerLink(id);
    const act = (fields: Record<string, string>) =>
      cloud.call('POST', link, new URLSearchParams(fields), { accept: 'text/html' });
    expect((await act({ action: 'accept' })).status).toBe(303);
    expect((await act({ action: 'contacted', note: 'Termin vereinbart' })).status).toBe(303);
    expect((await act({ action: 'opportunity', volume: '82000' })).status).toBe(303);
    expect((await act({ action: 'won', value: '79000', orderId: 'A-1' })).status).toBe(303);
    await cloud.settle();
    const lead = await cloud.lead(id);
    expect(lead).toMatchObject({ state: 'won', orders: [{ id: 'A-1', value: 79_000 }] });
    expect((await act({ action: 'decline', reason: 'other' })).status).toBe(409);
  });

  it('is void once the lead has gone to somebody else', async () => {
    const id = await post(hotInquiry());
    const link = await ownerLink(id);
    await cloud.call('POST', link, { action: 'decline', reason: 'no-capacity' });
    await cloud.settle();
    expect((await cloud.lead(id)).assignment.turn).toBe(2);
    expect((await cloud.call('GET', link, undefined, { accept: 'text/html' })).status).toBe(410);
    expect((await cloud.call('POST', link, { action: 'accept' })).status).toBe(410);
    expect((await cloud.call('GET', `${link.slice(0, -2)}xx`)).status).toBe(404);
  });
});

describe('a decision by hand', () => {
  it('makes a cold lead hot for its time, and gives it to whom it names (R85, R123)', async () => {
    const id = await post(coldInquiry());
    const act = (fields: object) => cloud.call('POST', `/v1/leads/${id}/actions`, fields);
    const { createdAt } = await cloud.lead(id);
    const until = new Date(Date.parse(createdAt) + 7_200_000).toISOString();
    const hot = { action: 'override', class: 'hot', reason: 'Messegespräch', until };
    expect((await act({ ...hot, reason: '' })).status).toBe(422);
    expect((await act(hot)).status).toBe(200);
    await cloud.settle();
    expect(await cloud.lead(id)).toMatchObject({ state: 'assigned', class: 'hot', override: { until } });
    const owner = 'selma-aydin';
    expect((await act({ action: 'assign', owner, reason: 'kennt die Firma' })).status).toBe(200);
    await cloud.settle();
    const told = (await cloud.mails('selma.aydin@leitwerk.example')).map(({ tags }) => tags.leadId);
    expect(told).toContain(id);
    await cloud.advance('PT3H');
    const lead = await cloud.lead(id);
    expect(lead).toMatchObject({ state: 'assigned', owner: { id: owner }, class: 'warm', pool: 'south' });
    expect(lead.override).toBeUndefined();
  });
});

describe('the same person again', () => {
  it('is one lead with two inquiries, each answered (R54, R55)', async () => {
    const inquiry = coldInquiry();
    const id = await post(inquiry);
    expect((await cloud.lead(id)).state).toBe('qualifying');
    const again = await cloud.call('POST', '/v1/leads', {
      ...inquiry,
      message: 'Noch eine Frage zum Preis.',
    });
    expect(again.json).toMatchObject({ leadId: id, outcome: 'merged' });
    await cloud.settle();
    const lead = await cloud.lead(id);
    expect(lead.inquiries).toHaveLength(2);
    expect(await cloud.mails(String(inquiry.email))).toHaveLength(2);
  });

  it('is recognised by mail, and an auto-reply of hers becomes nothing (R27)', async () => {
    const inquiry = hotInquiry();
    const id = await post(inquiry);
    const mail = (headers: string, text: string) =>
      cloud.call(
        'POST',
        '/_local/email?to=sales%40example.test',
        `From: Hanna <${inquiry.email}>\r\nTo: sales@example.test\r\nSubject: Frage\r\nMessage-ID: <${Math.random()}@x.example>\r\n${headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
        { 'content-type': 'message/rfc822' },
      );
    const real = await mail('', 'Können Sie mir bitte die Preisliste schicken?');
    const away = await mail('Auto-Submitted: auto-replied\r\n', 'Ich bin bis Montag nicht im Büro.');
    await cloud.settle();
    expect((await cloud.call('GET', `/v1/inquiries/${real.json.id}`)).json).toMatchObject({
      leadId: id,
      outcome: 'merged',
    });
    expect((await cloud.call('GET', `/v1/inquiries/${away.json.id}`)).json).toMatchObject({
      outcome: 'ignored',
    });
    expect((await cloud.lead(id)).inquiries).toHaveLength(2);
  });

  it('writes back to our answer: the reply stays with the lead, and the owner hears of it (R27)', async () => {
    const inquiry = hotInquiry();
    const id = await post(inquiry);
    const [answer] = await cloud.mails(String(inquiry.email));
    const { replyTo, messageId } = await PostalMime.parse(await cloud.mail(answer?.n ?? 0));
    const reply = (to: string, from: string) =>
      cloud.call(
        'POST',
        `/_local/email?to=${encodeURIComponent(to)}`,
        `From: <${from}>\r\nTo: ${to}\r\nSubject: Re: Ihre Anfrage\r\nMessage-ID: <${Math.random()}@x.example>\r\nIn-Reply-To: ${messageId}\r\nContent-Type: text/plain\r\n\r\nJa, Dienstag passt gut.\r\n`,
        { 'content-type': 'message/rfc822' },
      );
    const tagged = replyTo?.[0]?.address ?? '';
    expect(tagged).toMatch(/^\w+\+\w+-\w+@/);
    const replies = [
      await reply(tagged, String(inquiry.email)),
      await reply('sales@example.test', String(inquiry.email)),
      await reply(tagged, `kollege.${inquiry.email}`),
    ];
    await cloud.settle();
    for (const { json } of replies) {
      const { json: taken } = await cloud.call('GET', `/v1/inquiries/${json.id}`);
      expect(taken).toMatchObject({ leadId: id, outcome: 'reply' });
    }
    const lead = await cloud.lead(id);
    expect(lead.facts.email).toBe(inquiry.email);
    expect(await cloud.mails(String(inquiry.email))).toHaveLength(1);
    const told = (await cloud.mails()).filter(({ tags }) => tags.leadId === id && tags.kind === 'replied');
    expect(told).toHaveLength(3);
    expect(new Set(told.flatMap(({ to }) => to)).size).toBe(1);
  });
});

describe('who is no sales case by written rule', () => {
  it('is excluded with the rule and still answered; a competitor is not (R58, R63, R112)', async () => {
    const applicant = hotInquiry();
    const id = await post({ ...applicant, message: 'Hiermit bewerbe ich mich bei Ihnen.' });
    expect(await cloud.lead(id)).toMatchObject({ state: 'excluded', reason: 'applicant', owner: null });
    expect(await cloud.mails(String(applicant.email))).toHaveLength(1);
    const email = `hanna.${Date.now()}@competitor.example`;
    const rival = await post({ ...hotInquiry(), email });
    const lead = await cloud.lead(rival);
    expect(lead).toMatchObject({ state: 'excluded', reason: 'competitor' });
    expect(lead.inquiries[0].answered).toMatchObject({ how: 'none' });
    expect(lead.events.find(({ type }: { type: string }) => type === 'LeadExcluded')).toMatchObject({
      rule: 'exclusion/competitor',
      rulesHash: expect.any(String),
    });
    expect(await cloud.mails(email)).toHaveLength(0);
  });
});

describe('who asks about the own data', () => {
  it('is no lead for sales: a case with its clock, told to the one in charge, settled by staff, and no package', async () => {
    const { email, ...hot } = hotInquiry();
    const id = await post({ ...hot, email, message: 'Bitte löschen Sie meine Daten.' });
    const lead = await cloud.lead(id);
    expect(lead).toMatchObject({ state: 'excluded', reason: 'rights', score: null, owner: null });
    expect(await cloud.mails(String(email))).toHaveLength(0);
    const told = (await cloud.mails()).filter(({ tags }) => tags.leadId === id);
    expect(told.map(({ tags }) => tags.kind)).toEqual(['rights']);
    const clock = () =>
      cloud.lead(id).then(({ clocks }) => clocks.find((each: { name: string }) => each.name === 'rights'));
    const { startedAt, target, state } = await clock();
    expect([Date.parse(target) - Date.parse(startedAt), state]).toEqual([72 * 3_600_000, 'running']);
    const settled = await cloud.call('POST', `/v1/leads/${id}/actions`, { action: 'settle', result: 'done' });
    expect([settled.status, (await clock()).state]).toEqual([200, 'met']);
  });
});

describe('rules in Parameter Store', () => {
  it('takes a good edit at once and refuses a broken one with place and reason, the last good staying (R150)', async () => {
    const name = 'leitwerk/local/rules/routing';
    const routing = (await cloud.call('GET', `/_local/parameters/${name}`)).json;
    const changed = {
      ...routing,
      version: 2,
      note: 'Everything to the large accounts',
      rules: [],
      fallback: { pool: 'key-accounts', because: 'test' },
    };
    await cloud.call('PUT', `/_local/parameters/${name}`, changed);
    await cloud.settle();
    expect((await cloud.lead(await post(hotInquiry()))).pool).toBe('key-accounts');
    const broken = {
      ...routing,
      rules: [{ id: 'x', when: 'lead.contry == "DE"', pool: 'north', because: 'typo' }],
    };
    await cloud.call('PUT', `/_local/parameters/${name}`, broken);
    await cloud.settle();
    const status = (await cloud.call('GET', '/_local/parameters/leitwerk/local/status/routing')).json;
    expect(status).toMatchObject({ status: 'refused' });
    expect(JSON.stringify(status)).toContain('contry');
    expect((await cloud.lead(await post(hotInquiry()))).pool).toBe('key-accounts');
    await cloud.call('PUT', `/_local/parameters/${name}`, routing);
    await cloud.settle();
  });
});

describe('the daily report', () => {
  it('counts every lead once and says so in a manifest written last (R144, R156)', async () => {
    await cloud.advance('P1D');
    const objects = (await cloud.call('GET', '/_local/objects/reports')).json.objects as { key: string }[];
    const manifest =
      objects
        .map(({ key }) => key)
        .filter((key) => key.endsWith('manifest.json'))
        .sort()
        .at(-1) ?? '';
    const day = manifest.replace(/manifest\.json$/, '');
    const csv = (await cloud.call('GET', `/_local/objects/reports/${day}tracking.csv`)).text;
    const rows = csv
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(';'));
    const column = rows[0]?.indexOf('leads') ?? -1;
    const counted = rows.slice(1).reduce((sum, row) => sum + Number(row[column]), 0);
    const all = (await cloud.call('GET', '/v1/leads')).json.leads;
    expect(counted).toBe(all.length);
  });
});
