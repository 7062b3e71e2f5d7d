import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import { LeadAccepted } from '../../shared/http/api/leads.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { answerForm } from './answer-form.ts';
import { repeatedTexts } from './repeated-text.ts';

const now = '2026-11-24T09:00:00.000Z';
const intake = defaultDocument('intake').document;
const anna = {
  firstName: 'Anna',
  lastName: 'Berg',
  email: 'anna.berg@firma.example',
  message: 'Bitte ein Angebot für 20 Lizenzen.',
};

function setUp(instead: Partial<typeof intake> = {}) {
  const ports = {
    store: memoryLeadStore({ now: () => now }),
    rules: defaultRules({ intake: { ...intake, ...instead } }),
    limit: memoryRateLimit(),
    raw: memoryObjects(),
    now: () => now,
    hashKey: 'table',
    secret: async () => 'link secret',
    heard: repeatedTexts(),
  };
  async function send(
    body: Buffer | string,
    headers: Record<string, string> = {},
    call: { sourceIp?: string; method?: string } = {},
  ) {
    const answer = await answerForm(
      ports,
      readRequest(httpEvent({ path: '/v1/leads', body, headers, ...call })),
    );
    return { ...answer, json: () => JSON.parse(answer.body) };
  }
  const post = (fields: unknown, headers: Record<string, string> = {}, call: { sourceIp?: string } = {}) =>
    send(JSON.stringify(fields), { 'content-type': 'application/json', ...headers }, call);
  const lead = async (leadId: string) => {
    const found = await ports.store.loadWithHistory(leadId);
    if (!found) throw new Error(`no lead ${leadId}`);
    return found;
  };
  return { ...ports, send, post, lead };
}
let site = setUp();
beforeEach(() => {
  site = setUp();
});

describe('the organisation of who writes from a mail provider', () => {
  it.each([
    ['https://www.huber-malerei.example/kontakt', { domain: 'huber-malerei.example' }],
    ['https://de-de.facebook.com/huber.malerei', null],
    ['https://www.linkedin.com/company/huber', null],
    ['https://www.web.de', null],
  ])('is told by the website %s: %j', async (website, organisation) => {
    const answer = await site.post({ ...anna, email: 'anna.berg@gmx.de', website });
    const { leadId } = LeadAccepted.parse(answer.json());
    expect((await site.lead(leadId)).lead).toMatchObject({ organisation });
  });
});

describe('a form with enough to act on', () => {
  it('begins a lead and answers 202 with its ids', async () => {
    const answer = await site.post({ ...anna, company: 'Firma AG', product: 'demo', timeframe: '1 month' });
    expect(answer.statusCode).toBe(202);
    const accepted = LeadAccepted.parse(answer.json());
    expect(accepted).toMatchObject({ outcome: 'created', receivedAt: now });
    const { lead, events } = await site.lead(accepted.leadId);
    expect(lead).toMatchObject({
      state: 'received',
      facts: {
        firstName: 'Anna',
        lastName: 'Berg',
        product: 'demo',
        timeframe: '2026-12-24',
        language: 'de',
      },
      organisation: { name: 'Firma', domain: 'firma.example' },
      inquiries: [
        { id: accepted.inquiryId, channel: 'web_form', source: 'web', product: 'demo', receivedAt: now },
      ],
    });
    expect(lead.clocks.map(({ name }) => name)).toEqual(['fulfilment']);
    expect(rebuild(events)).toEqual({ ...lead, version: 0 });
    const inquiry = await site.store.loadInquiry(accepted.inquiryId);
    expect(inquiry).toMatchObject({
      outcome: 'created',
      leadId: accepted.leadId,
      text: anna.message,
      raw: { in: 'item' },
    });
  });

  it.each([
    ['application/json', JSON.stringify(anna)],
    ['application/json; charset=utf-8', `\ufeff${JSON.stringify(anna)}`],
    ['application/vnd.api+json', JSON.stringify(anna)],
    ['application/x-www-form-urlencoded', new URLSearchParams(anna).toString()],
    [
      'application/x-www-form-urlencoded; charset=UTF-8',
      'form_fields%5Bvorname%5D=Anna&Nachname=Berg&E-Mail=anna.berg%40firma.example&nachricht=Bitte+ein+Angebot+f%FCr+20+Lizenzen.',
    ],
    [
      'multipart/form-data; boundary="x_y=1"',
      ['vorname', 'nachname', 'email', 'nachricht']
        .map(
          (name, i) =>
            `--x_y=1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${Object.values(anna)[i]}\r\n`,
        )
        .join('')
        .concat('--x_y=1--\r\n'),
    ],
  ])('may come as %s', async (contentType, body) => {
    const answer = await site.send(body, { 'content-type': contentType });
    expect(answer.statusCode).toBe(202);
    const { lead } = await site.lead(answer.json().leadId);
    expect(lead.facts).toMatchObject({
      firstName: 'Anna',
      lastName: 'Berg',
      email: 'anna.berg@firma.example',
    });
    expect((await site.store.loadInquiry(answer.json().inquiryId))?.text).toBe(anna.message);
  });

  it.each(['fax', 'letter', 'response_card'])(
    'may be a %s that somebody typed in, with its scan beside (R30, R41)',
    async (channel) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...anna, channel })) form.append(name, value);
      form.append('scan', new File(['%PDF-1.7'], 'scan.pdf', { type: 'application/pdf' }));
      const request = new Request('https://x.example', { method: 'POST', body: form });
      const type = request.headers.get('content-type') ?? '';
      const answer = await site.send(Buffer.from(await request.arrayBuffer()), { 'content-type': type });
      expect(await site.store.loadInquiry(answer.json().inquiryId)).toMatchObject({
        channel,
        facts: { lastName: 'Berg' },
        attachments: [{ name: 'scan.pdf', contentType: 'application/pdf', size: 8 }],
      });
    },
  );

  it('keeps its files apart, named as they were', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(anna)) form.append(name, value);
    form.append('anlage', new File(['%PDF-1.7'], 'Lastenheft \u202Efdp.exe', { type: 'application/pdf' }));
    const request = new Request('https://x.example', { method: 'POST', body: form });
    const answer = await site.send(Buffer.from(await request.clone().arrayBuffer()), {
      'content-type': request.headers.get('content-type') ?? '',
    });
    const inquiry = await site.store.loadInquiry(answer.json().inquiryId);
    expect(inquiry?.attachments).toEqual([
      {
        name: 'Lastenheft fdp.exe',
        contentType: 'application/pdf',
        size: 8,
        key: `inquiries/${inquiry?.id}/1`,
      },
    ]);
    expect(Buffer.from((await site.raw.get(`inquiries/${inquiry?.id}/1`)) ?? []).toString()).toBe('%PDF-1.7');
    expect(site.raw.contentTypes.get(`inquiries/${inquiry?.id}/1`)).toBe('application/octet-stream');
  });

  it('is kept as it came: small in the item, large in the bucket', async () => {
    const small = (await site.post(anna)).json();
    expect((await site.store.loadInquiry(small.inquiryId))?.raw).toEqual({
      in: 'item',
      contentType: 'application/json',
      body: JSON.stringify(anna),
    });
    const message = 'Angebot '.repeat(2000);
    const large = (await site.post({ ...anna, message })).json();
    const raw = (await site.store.loadInquiry(large.inquiryId))?.raw;
    expect(raw).toMatchObject({ in: 'bucket', key: `inquiries/${large.inquiryId}/raw` });
    expect(Buffer.from((await site.raw.get(`inquiries/${large.inquiryId}/raw`)) ?? []).toString()).toContain(
      message,
    );
  });

  it('keeps ids of advertising networks exactly, longer than numbers are', async () => {
    const body = JSON.stringify(anna).replace('{', '{"externalId":12345678901234567890,');
    const answer = await site.send(body, { 'content-type': 'application/json' });
    expect((await site.lead(answer.json().leadId)).lead.facts.externalId).toBe('12345678901234567890');
  });
});

describe('whose inquiry it is', () => {
  it('a second one from the same address joins the lead and adds to it', async () => {
    const first = (await site.post(anna)).json();
    const second = (
      await site.post({ email: 'ANNA.Berg@Firma.example ', phone: '0221 123456', product: 'training' })
    ).json();
    expect(second).toMatchObject({ outcome: 'merged', leadId: first.leadId });
    const { lead, events } = await site.lead(first.leadId);
    expect(lead.inquiries).toHaveLength(2);
    expect(lead.facts).toMatchObject({ firstName: 'Anna', phone: '+49221123456', products: ['training'] });
    expect(rebuild(events)).toEqual({ ...lead, version: 0 });
  });

  it('two people who share a mailbox are two leads of one organisation', async () => {
    const one = (await site.post({ ...anna, email: 'info@firma.example' })).json();
    const two = (await site.post({ ...anna, firstName: 'Bernd', email: 'info@firma.example' })).json();
    expect(two.outcome).toBe('created');
    expect(two.leadId).not.toBe(one.leadId);
    expect((await site.lead(two.leadId)).lead.organisation).toEqual(
      (await site.lead(one.leadId)).lead.organisation,
    );
  });

  it('the id of the same source is known again, that of another is not', async () => {
    const phone = { phone: '0221 123456', message: 'Hallo', externalId: '7' };
    const one = (await site.post({ ...phone, source: 'messe' })).json();
    expect((await site.post({ ...phone, source: 'messe' })).json()).toMatchObject({
      outcome: 'merged',
      leadId: one.leadId,
    });
    expect((await site.post({ ...phone, source: 'webinar' })).json().outcome).toBe('created');
  });

  it('an address and an id of two people: the address decides, the id stays with the other', async () => {
    const byId = (await site.post({ phone: '0221 123456', message: 'Hallo', externalId: '7' })).json();
    const byMail = (await site.post(anna)).json();
    expect((await site.post({ ...anna, externalId: '7' })).json()).toMatchObject({
      outcome: 'merged',
      leadId: byMail.leadId,
    });
    expect(await site.store.holderOf({ kind: 'claimed', value: 'web:7' })).toBe(byId.leadId);
  });

  describe('an id that somebody may have guessed', () => {
    const known = { ...anna, phone: '0221 123456', company: 'Firma GmbH', externalId: '7', source: 'crm' };
    const mallory = { email: 'mallory@evil.example', message: 'Hallo', externalId: '7', source: 'crm' };

    it.each<[string, object]>([
      ['another address', {}],
      ['another name', { firstName: 'Mal', lastName: 'Lory' }],
      ['another name under the same number', { lastName: 'Lory', phone: '0221 123456' }],
      ['another number', { email: undefined, phone: '0221 999999' }],
    ])('joins nobody: %s', async (_, more) => {
      const { leadId } = (await site.post(known)).json();
      const before = await site.lead(leadId);
      expect((await site.post({ ...mallory, ...more })).json().outcome).toBe('created');
      expect((await site.lead(leadId)).lead).toEqual(before.lead);
    });

    it('is no way to a lead without an address either', async () => {
      const { email: _, ...called } = known;
      const { leadId } = (await site.post({ ...called, firstName: undefined })).json();
      expect((await site.post(mallory)).json().leadId).not.toBe(leadId);
    });

    it.each<[string, object]>([
      ['nothing but the same number', { email: undefined, phone: '0221 123456' }],
      ['the same name and another address', { firstName: 'anna', lastName: 'BERG' }],
    ])('is known where nothing speaks against it: %s', async (_, more) => {
      const { leadId } = (await site.post(known)).json();
      expect((await site.post({ ...mallory, ...more })).json()).toMatchObject({ outcome: 'merged', leadId });
      // Mail to the person goes on to the address that they were known by.
      const { facts, extra } = (await site.lead(leadId)).lead;
      expect(facts.email).toBe(anna.email);
      expect(extra.otherEmail).toBe('firstName' in more ? mallory.email : undefined);
    });

    it.each<[string, object, string[]]>([
      ['told from another address: that to be called', { email: mallory.email }, ['phone']],
      ['told from the same address: all', { email: anna.email }, ['newsletter', 'phone']],
    ])('counts of consents %s', async (_, more, agreed) => {
      const { leadId } = (await site.post(known)).json();
      const consents = { 'consent.newsletter': true, 'consent.phone': true };
      const again = { ...known, message: 'Noch etwas', ...consents, ...more };
      expect((await site.post(again)).json()).toMatchObject({ outcome: 'merged', leadId });
      expect(Object.keys((await site.lead(leadId)).lead.consents).sort()).toEqual(agreed);
    });

    it('of an open form is none of a source that is known to be itself', async () => {
      await site.post(known);
      expect(await site.store.holderOf({ kind: 'external', value: 'crm:7' })).toBeNull();
    });
  });

  it('20 people who post 6 times each at the same moment are 20 leads with 120 inquiries', async () => {
    const people = Array.from({ length: 20 }, (_, i) => ({
      ...anna,
      lastName: `Berg${i}`,
      email: `anna${i}@firma${i}.example`,
    }));
    const posts = people.flatMap((person) =>
      Array.from({ length: 6 }, (_, k) => ({ ...person, message: `Nachtrag ${k}` })),
    );
    const answers = await Promise.all(
      posts.map((fields, i) => site.post(fields, {}, { sourceIp: `10.0.${i}.1` })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(120).fill(202));
    const { items } = await site.store.list({ limit: 1000 });
    expect(items).toHaveLength(20);
    expect(items.map(({ inquiries }) => inquiries.length)).toEqual(Array(20).fill(6));
  });

  it('one who is at rest stays there until the score has looked', async () => {
    const first = (await site.post({ ...anna, name: 'asdfgh', firstName: '', lastName: '' })).json();
    expect(first.outcome).toBe('quarantined');
    const second = (await site.post(anna)).json();
    expect(second).toMatchObject({ outcome: 'merged', leadId: first.leadId });
    expect((await site.lead(first.leadId)).lead.state).toBe('quarantined');
  });
});

describe('an inquiry that a person must look at first', () => {
  it.each([
    [{ _gotcha: 'x' }, 'honeypot'],
    [{ message: 'casino, viagra' }, 'spam'],
    [{ email: 'x@mailinator.com' }, 'email-disposable'],
    [{ firstName: 'Asdf', lastName: 'Hjkl' }, 'name-key-mash'],
  ])('%j is answered as any other and waits for review', async (fields, code) => {
    const answer = await site.post({ ...anna, ...fields });
    expect(answer.statusCode).toBe(202);
    const accepted = LeadAccepted.parse(answer.json());
    expect(accepted.outcome).toBe('quarantined');
    const { lead } = await site.lead(accepted.leadId);
    expect(lead).toMatchObject({ state: 'quarantined', reason: code });
    expect(lead.clocks.map(({ name }) => name)).toEqual(['review']);
    expect(await site.store.loadInquiry(accepted.inquiryId)).toMatchObject({
      outcome: 'quarantined',
      reason: code,
    });
  });

  it('changes nothing about somebody who is known', async () => {
    const first = (await site.post(anna)).json();
    const spam = (
      await site.post({ ...anna, lastName: 'Casino', message: 'casino, viagra', company: 'Spam Ltd' })
    ).json();
    expect(spam).toMatchObject({ outcome: 'quarantined', leadId: first.leadId });
    const { lead } = await site.lead(first.leadId);
    expect(lead).toMatchObject({ state: 'received', facts: { lastName: 'Berg' } });
    expect(lead.facts).not.toHaveProperty('company');
    expect(lead.inquiries).toHaveLength(2);
  });
});

describe('a form that cannot be taken', () => {
  it('is told all findings at once, rejects first, and nothing is stored', async () => {
    const answer = await site.post({ email: 'not an address', postcode: '1', country: 'DE', phone: '1' });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status: 422,
      instance: 'cor-test',
      type: 'urn:leitwerk:problem:findings',
    });
    expect(
      answer.json().errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ).toEqual([
      ['email', 'email-invalid'],
      ['postcode', 'postcode-invalid'],
      ['message', 'interest-missing'],
      ['phone', 'phone-invalid'],
    ]);
    expect(answer.body).not.toContain('not an address');
    expect((await site.store.list({ limit: 10 })).items).toEqual([]);
  });

  it.each([
    ['application/json', '{"email":', 400],
    ['application/json', '', 400],
    ['application/json', '[]', 400],
    ['application/json', 'null', 400],
    ['application/json', '"text"', 400],
    ['application/json', Buffer.from([0x7b, 0xff, 0x7d]), 400],
    ['application/json; charset=klingon', '{}', 400],
    ['application/json', '['.repeat(100_000), 400],
    ['application/json', `{"a":${'['.repeat(50)}${']'.repeat(50)}}`, 400],
    ['application/json', JSON.stringify({ a: Array(1001).fill(1) }), 400],
    ['application/x-www-form-urlencoded', Array.from({ length: 501 }, (_, i) => `a${i}=1`).join('&'), 400],
    ['multipart/form-data; boundary=x', 'no parts', 400],
    ['multipart/form-data', '--x--', 400],
    ['text/plain', 'Hallo', 415],
    ['application/xml', '<a/>', 415],
    ['', 'Hallo', 415],
    ['application/json', Buffer.alloc(256 * 1024 + 1, 0x20), 413],
    ['multipart/form-data; boundary=x', Buffer.alloc(256 * 1024 + 1, 0x20), 413],
  ])('%s %s → %d', async (contentType, body, status) => {
    const answer = await site.send(body, { 'content-type': contentType });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, instance: 'cor-test' });
  });

  it('is slowed down by network: 120 at once, then one a second', async () => {
    const statuses = [];
    for (let i = 0; i < 121; i++)
      statuses.push((await site.post({}, {}, { sourceIp: `203.0.113.${i}` })).statusCode);
    expect(statuses.filter((status) => status === 422)).toHaveLength(120);
    const answer = await site.post({}, {}, { sourceIp: '203.0.113.200' });
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await site.post({}, {}, { sourceIp: '203.0.114.1' })).statusCode).toBe(422);
  });
});

describe('the same words of many senders', () => {
  const words =
    'Wir haben für Ihr Unternehmen ein unschlagbares Angebot, das Sie sehen müssen: https://a.example';
  const say = async (i: number, message: string) =>
    (await site.post({ email: `a${i}@firma.example`, name: 'Anna Berg', message })).json().outcome;

  it('count as spam where something else is suspicious too, and not by themselves', async () => {
    const links = `${words} https://b.example https://c.example https://d.example`;
    const told = [];
    for (let i = 0; i < 7; i++) told.push([await say(i, words), await say(i + 10, links)]);
    expect(told).toEqual([
      ...Array(5).fill(['created', 'created']),
      ...Array(2).fill(['created', 'quarantined']),
    ]);
  });

  it('of one sender are no others', async () => {
    for (let i = 0; i < 7; i++)
      expect(await say(1, `${words} https://b.example https://c.example https://d.example`)).not.toBe(
        'quarantined',
      );
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k-1' };

  it('gives the same body the same answer and stores it once', async () => {
    const first = await site.post(anna, key);
    const again = await site.post(anna, key);
    expect(again.statusCode).toBe(202);
    expect(again.json()).toEqual(first.json());
    expect((await site.lead(first.json().leadId)).lead.inquiries).toHaveLength(1);
  });

  it('refuses another body', async () => {
    await site.post(anna, key);
    const other = await site.post({ ...anna, message: 'anders' }, key);
    expect(other.statusCode).toBe(422);
    expect(other.json()).toMatchObject({ errors: [{ field: 'Idempotency-Key', code: 'key-reused' }] });
  });

  it('holds per source', async () => {
    await site.post({ ...anna, source: 'a' }, key);
    expect((await site.post({ ...anna, source: 'b' }, key)).json().outcome).toBe('merged');
  });

  it('counts once however often it comes at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => site.post(anna, key)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it.each([['ä'], ['x'.repeat(256)], ['']])('%s is none', async (bad) => {
    expect((await site.post(anna, { 'idempotency-key': bad })).statusCode).toBe(400);
  });
});

describe('a plain HTML form', () => {
  const browser = {
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'de-DE,de;q=0.9,en;q=0.8',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const submit = (fields: Record<string, string>, headers = {}) =>
    site.send(new URLSearchParams(fields).toString(), { ...browser, ...headers });

  it('leads to the page that it names', async () => {
    const answer = await submit({ ...anna, _redirect: 'https://www.example.com/danke?x=1' });
    expect(answer).toMatchObject({
      statusCode: 303,
      headers: { location: 'https://www.example.com/danke?x=1' },
    });
  });

  it.each([['https://evil.example/'], ['javascript:alert(1)'], ['//evil.example']])(
    'leads to a page of ours instead of %s',
    async (_redirect) => {
      const answer = await submit({ ...anna, _redirect });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).not.toHaveProperty('location');
      expect(answer.body).toContain('Vielen Dank');
    },
  );

  it.each([
    [{}, {}, 'Vielen Dank'],
    [{ language: 'en' }, {}, 'Thank you'],
    [{ message: 'Please send us a quotation for 30 seats.' }, {}, 'Thank you'],
    [{ message: 'Hi' }, { 'accept-language': 'en' }, 'Thank you'],
  ])('thanks in the language of the person: %j %j', async (fields, headers, words) => {
    expect((await submit({ ...anna, ...fields }, headers)).body).toContain(words);
  });

  it.each([
    ['de-DE,de;q=0.9', 'de'],
    ['en', 'en'],
    ['*', undefined],
    ['fr-FR,fr;q=0.9', undefined],
  ])(
    'tells the language of the person where the browser names one that we write: %s',
    async (tongue, language) => {
      const answer = await site.post({ ...anna, message: '12345' }, { 'accept-language': tongue });
      expect((await site.lead(answer.json().leadId)).lead.facts.language).toBe(language);
    },
  );

  it('shows what to correct, and no typed text as markup', async () => {
    const answer = await submit({ email: '<script>alert(1)</script>', name: '<img src=x>', plz: '1' });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('Die E-Mail-Adresse ist nicht gültig.');
    expect(answer.body).toContain('Postleitzahl');
    expect(answer.body).not.toMatch(/<script|<img/);
  });

  it.each([
    ['text/plain', 'x', 415],
    ['application/json', Buffer.alloc(300_000), 413],
  ])('gets a page when nothing was taken (%s)', async (contentType, body, status) => {
    const answer = await site.send(body, { ...browser, 'content-type': contentType });
    expect(answer).toMatchObject({ statusCode: status });
    expect(answer.body).toContain('<!doctype html>');
  });
});

describe('scripts of other web sites', () => {
  const preflight = (origin: string) =>
    site.send('', { origin, 'access-control-request-method': 'POST' }, { method: 'OPTIONS' });

  it.each([
    ['https://www.example.com', 'https://www.example.com'],
    ['https://evil.example', undefined],
    ['http://www.example.com', undefined],
    ['null', undefined],
  ])('%s may ask: %s', async (origin, allowed) => {
    const answer = await preflight(origin);
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe(allowed);
    expect(answer.headers.vary).toBe('origin');
  });

  it('may read answers and findings, and name the site as source', async () => {
    const headers = { origin: 'https://www.example.com' };
    expect((await site.post({}, headers)).headers['access-control-allow-origin']).toBe(
      'https://www.example.com',
    );
    const answer = await site.post(anna, headers);
    expect(answer.headers['access-control-allow-origin']).toBe('https://www.example.com');
    expect((await site.lead(answer.json().leadId)).lead.inquiries[0]?.source).toBe('www.example.com');
  });
});

describe('whatever is posted', () => {
  it('any JSON is answered with 202, 400 or 422', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ depthSize: 'medium', stringUnit: 'binary' }), async (body) => {
        const answer = await setUp().send(body, { 'content-type': 'application/json' });
        expect([202, 400, 422]).toContain(answer.statusCode);
      }),
      { numRuns: 300 },
    );
  });

  it('any value in any field as well', async () => {
    const field = fc.constantFrom(
      'email',
      'name',
      'phone',
      'plz',
      'message',
      'products',
      'consent',
      'utm',
      'extra',
      'budget',
      'timeframe',
      'birthDate',
      'language',
      'website',
      'address',
      'capturedAt',
      '_redirect',
      '_started',
      'source',
      'externalId',
      'channel',
      '__proto__',
      'constructor',
      'toString',
    );
    const body = fc.dictionary(field, fc.jsonValue({ stringUnit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(body, async (fields) => {
        const { post, lead } = setUp();
        const answer = await post({ ...anna, ...fields });
        expect([202, 400, 422]).toContain(answer.statusCode);
        if (answer.statusCode === 202) {
          const stored = await lead(answer.json().leadId);
          expect(rebuild(stored.events)).toEqual({ ...stored.lead, version: 0 });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('any bytes as any type', async () => {
    const type = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'text/html',
      ';;',
      'application/json; charset=utf-16',
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), type, async (bytes, contentType) => {
        const answer = await setUp().send(Buffer.from(bytes), { 'content-type': contentType });
        expect([400, 415, 422, 202]).toContain(answer.statusCode);
      }),
      { numRuns: 300 },
    );
  });
});
