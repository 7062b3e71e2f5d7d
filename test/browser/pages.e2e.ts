import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldInquiry, hotInquiry, type LocalCloud, startLocalCloud } from '../journeys/local-cloud.ts';
import { unreadable } from './contrast.ts';

/** Where the pictures of the pages lie afterwards, to be looked at. */
const shots = join(import.meta.dirname, 'shots');
/** Where a PNG says how wide it is: a page that is wider than the screen makes a wider picture. */
const PNG_WIDTH = 16;
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

let cloud: LocalCloud;
let browser: Browser;
let ownerLink = '';
let listLink = '';
let leadId = '';
let ownDataLink = '';
let questionsLink = '';
let surveyLink = '';
let answeredLink = '';
let lostLink = '';
let lostId = '';

/** The first link of a kind in the newest mail of a kind that concerns a lead. */
async function linkOf(kind: string, id: string, page: string): Promise<string> {
  const mail = (await cloud.mails()).findLast(({ tags }) => tags.kind === kind && tags.leadId === id);
  const { text } = await PostalMime.parse(await cloud.mail(mail?.n ?? 0));
  return new RegExp(`/v1/${page}/[\\w.-]+`).exec(text ?? '')?.[0] ?? '';
}

/** Two hot leads that are lost at once, and one of them answered why. */
async function loseLeads(): Promise<void> {
  const path = '/_local/parameters/leitwerk/local/rules/deadlines';
  const { json: deadlines } = await cloud.call('GET', path);
  const lossSurvey = { ...deadlines.lossSurvey, afterDays: 0 };
  await cloud.call('PUT', path, { ...deadlines, version: 2, note: 'Asked at once', lossSurvey });
  await cloud.settle();
  const links: string[] = [];
  for (const reason of ['price', 'competitor']) {
    const inquiry = hotInquiry({ consent: { newsletter: { given: true } } });
    lostId = (await cloud.call('POST', '/v1/leads', inquiry)).json.leadId;
    await cloud.settle();
    lostLink = await linkOf('assigned', lostId, 'assignments');
    await cloud.call('POST', `/v1/leads/${lostId}/actions`, { action: 'lost', reason });
    await cloud.settle();
    await cloud.advance('PT2M');
    links.push(await linkOf('survey', lostId, 'questions'));
  }
  [surveyLink = '', answeredLink = ''] = links;
  const comment = 'Es ging uns zu langsam. Wir haben dreimal angerufen und niemanden erreicht.';
  await cloud.call('POST', answeredLink, { reason: 'service', again: 'later', day: '2028-03-01', comment });
  await cloud.settle();
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  [cloud, browser] = await Promise.all([
    startLocalCloud(),
    chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    }),
  ]);
  for (let i = 0; i < 6; i++) await cloud.call('POST', '/v1/leads', i % 2 ? coldInquiry() : hotInquiry());
  await cloud.call('POST', '/v1/leads', hotInquiry({ firstName: 'xkqzjw', lastName: 'wqpxz' }));
  await cloud.settle();
  const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'assigned');
  const { text } = await PostalMime.parse(await cloud.mail(told[0]?.n ?? 0));
  ownerLink = /\/v1\/assignments\/[\w.-]+/.exec(text ?? '')?.[0] ?? '';
  listLink = /\/v1\/owner\/[\w.-]+/.exec(text ?? '')?.[0] ?? '';
  leadId = told[0]?.tags.leadId ?? '';
  const cold = (await cloud.mails()).findLast(({ tags }) => tags.kind === 'answer');
  ownDataLink = await linkOf('answer', cold?.tags.leadId ?? '', 'privacy');
  questionsLink = await linkOf('answer', cold?.tags.leadId ?? '', 'questions');
  await loseLeads();
  // Past the report of the night, and before the first owner loses a lead.
  await cloud.advance('PT18H');
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await cloud?.stop();
});

async function reportPath(): Promise<string> {
  const objects = (await cloud.call('GET', '/_local/objects/reports')).json.objects as { key: string }[];
  const key = objects
    .map((object) => object.key)
    .filter((name) => name.endsWith('index.html'))
    .sort()
    .at(-1);
  return `/_local/objects/reports/${key}`;
}

const pages: Record<string, () => string | Promise<string>> = {
  start: () => '/',
  form: () => '/_local/form',
  mailbox: () => '/_local/mailbox',
  owner: () => ownerLink,
  report: reportPath,
  'owner-list': () => listLink,
  'sign-in': () => '/v1/login',
  board: () => '/console',
  state: () => '/console?state=assigned',
  lead: () => `/console/leads/${leadId}`,
  review: () => '/console/review',
  calls: () => '/console/calls',
  call: () => `/console/calls/${leadId}`,
  deadlines: () => '/console/clocks',
  distribution: () => '/console/pools',
  search: () => '/console/search',
  lists: () => '/console/imports',
  capture: () => '/capture',
  'own-data': () => ownDataLink,
  questions: () => questionsLink,
  'loss-survey': () => surveyLink,
  'loss-answered': () => answeredLink,
  'owner-lost': () => lostLink,
  'lead-lost': () => `/console/leads/${lostId}`,
};

/** Opens a page as a person without script would, and collects what went wrong on it. */
async function open(path: string, size: keyof typeof sizes): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({
    viewport: sizes[size],
    javaScriptEnabled: false,
    locale: 'de-DE',
  });
  const token = readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim();
  await context.addCookies([{ name: 'leitwerk_session', value: token, url: cloud.base }]);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`));
  page.on(
    'response',
    (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`),
  );
  await page.goto(cloud.base + path);
  return { page, wrong: wrong.filter((line) => !line.includes('favicon')) };
}

describe.each(Object.keys(sizes) as (keyof typeof sizes)[])('on a %s screen', (size) => {
  it.each(Object.keys(pages))(
    'the %s page works without script, fits, can be read (WCAG AA) and has a heading and labels',
    async (name) => {
      const { page, wrong } = await open(await (pages[name]?.() ?? ''), size);
      const shot = await page.screenshot({ path: join(shots, `${name}-${size}.png`), fullPage: true });
      expect(wrong).toEqual([]);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toMatch(/^(de|en)/);
      const fields = page.locator('input:not([type=hidden]):not([type=submit]), select, textarea');
      for (const field of await fields.all()) {
        const id = await field.getAttribute('id');
        const labelled =
          (await field.getAttribute('aria-label')) ?? (await page.locator(`label[for="${id}"]`).count());
        expect([id, Boolean(labelled) || (await field.locator('xpath=ancestor::label').count()) > 0]).toEqual(
          [id, true],
        );
      }
      expect(shot.readUInt32BE(PNG_WIDTH)).toBe(sizes[size].width);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([colorScheme, await unreadable(page)]).toEqual([colorScheme, []]);
      }
      await page.context().close();
    },
  );
});

/** The smallest picture. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Name of the first field that speaks of the person. */
const firstOfPerson = (page: Page): Promise<string | null> =>
  page.locator('fieldset input, fieldset select').first().getAttribute('name');

describe('a person with a browser', () => {
  it('fills in the form, is thanked, and is answered by mail (R26, R109)', async () => {
    const { page } = await open('/_local/form', 'wide');
    await page.locator('[name=lastName]').fill('Klick');
    await page.locator('[name=email]').fill('wanda.klick@browser.example');
    const message = page.locator('textarea').first();
    await message.fill('Bitte senden Sie mir ein Angebot.');
    await page.locator('form').first().locator('button, input[type=submit]').first().click();
    await page.waitForURL((url) => !url.pathname.endsWith('/form'));
    expect(await page.locator('h1').innerText()).toMatch(/dank|thank/i);
    await cloud.settle();
    expect(await cloud.mails('wanda.klick@browser.example')).toHaveLength(1);
    await page.context().close();
  });

  it('accepts a lead on the owner’s page with one click (R130)', async () => {
    const { page } = await open(ownerLink, 'narrow');
    await page.getByRole('button', { name: 'Annehmen' }).click();
    await page.waitForURL(/saved=1/);
    await page.screenshot({ path: join(shots, 'owner-accepted-narrow.png'), fullPage: true });
    expect(await page.locator('[role=status]').innerText()).toContain('Gespeichert');
    expect(await page.getByRole('button', { name: 'Annehmen' }).count()).toBe(0);
    await page.context().close();
  });

  it('captures leads at a stand without network, and sends them later with the time of capture (R31, R40)', async () => {
    const context = await browser.newContext({ viewport: sizes.narrow, locale: 'de-DE' });
    const token = readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim();
    await context.addCookies([{ name: 'leitwerk_session', value: token, url: cloud.base }]);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    await page.goto(`${cloud.base}/capture`);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const { facts } = await cloud.lead(leadId);
    expect(await page.getByText('Vielleicht schon bekannt').isVisible()).toBe(false);
    await page.locator('#lastName').fill(facts.lastName);
    await page.locator('[data-part=known] a').first().waitFor();
    expect(await page.getByText('Vielleicht schon bekannt').isVisible()).toBe(true);
    await page.screenshot({ path: join(shots, 'capture-known-narrow.png'), fullPage: true });
    expect(wrong).toEqual([]);
    await context.setOffline(true);
    await page.reload();
    const capture = async (name: string, fields: Record<string, string>) => {
      await page.locator('#channel').selectOption('trade_fair');
      await page.locator('#lastName').fill(name);
      for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
      await page.keyboard.press('Control+Enter');
    };
    const unsent = page.locator('[data-part=unsent]');
    await capture('Stand', { email: 'eva@stand.example', message: 'Bitte ein Angebot' });
    await expect.poll(() => unsent.innerText()).toBe('1');
    // The next person can be typed in at once: what stays for the stand is not in the way.
    const focused = () => page.locator(':focus').getAttribute('name');
    await expect.poll(focused).toBe(await firstOfPerson(page));
    expect(await page.locator('#channel').inputValue()).toBe('trade_fair');
    expect(await page.locator('#email').inputValue()).toBe('');
    await capture('Falsch', { postcode: '1', message: 'Nur eine Frage' });
    await expect.poll(() => unsent.innerText()).toBe('2');
    const captured = Date.now();
    // A letter is typed in with its photo, without network too; pressed twice it is one.
    await page.locator('#scan').setInputFiles({ name: 'brief.png', mimeType: 'image/png', buffer: photo });
    await capture('Brief', { email: 'ida@stand.example', message: 'Brief, siehe Scan' });
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => unsent.innerText()).toBe('3');
    expect(await page.locator('#scan').inputValue()).toBe('');
    await page.locator('#scan').setInputFiles({
      name: 'akte.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(5 * 1024 * 1024),
    });
    await capture('Akte', { email: 'akte@stand.example', message: 'zu groß' });
    await expect.poll(() => page.locator('[data-part=said]').innerText()).toContain('höchstens 4 MB');
    expect(await page.locator('#email').inputValue()).toBe('akte@stand.example');
    await page.locator('#scan').setInputFiles([]);
    for (const id of ['lastName', 'email', 'message']) await page.locator(`#${id}`).fill('');
    await page.screenshot({ path: join(shots, 'capture-offline-narrow.png'), fullPage: true });
    const waited = Date.now() - captured;
    await context.setOffline(false);
    await expect.poll(() => unsent.innerText(), { timeout: 20_000 }).toBe('1');
    await page.getByRole('button', { name: 'Korrigieren' }).click();
    await expect.poll(() => page.locator('#lastName').inputValue()).toBe('Falsch');
    await page.locator('#postcode').fill('50667');
    await page.locator('#email').fill('falsch@stand.example');
    await page.getByRole('button', { name: 'Erfassen' }).click();
    const said = page.locator('[data-part=said]');
    await expect.poll(() => said.innerText(), { timeout: 20_000 }).toBe('Gesendet.');
    await expect.poll(() => unsent.innerText()).toBe('0');
    await cloud.settle();
    const authorization = `Bearer ${token}`;
    const { json } = await cloud.call(
      'POST',
      '/v1/leads/search',
      { text: 'stand.example' },
      { authorization },
    );
    expect(json.leads).toHaveLength(3);
    for (const { id } of json.leads) {
      const { inquiries, facts: known } = await cloud.lead(id);
      expect(inquiries).toHaveLength(1);
      if (known.email === 'ida@stand.example') {
        const path = `/v1/leads/${id}/attachments/${inquiries[0].id}/1`;
        const scan = await fetch(cloud.base + path, { headers: { authorization } });
        expect([scan.status, Buffer.from(await scan.arrayBuffer()).equals(photo)]).toEqual([200, true]);
        expect(scan.headers.get('content-disposition')).toMatch(/^attachment; .*brief\.png/);
        await page.goto(`${cloud.base}/console/leads/${id}`);
        expect(await page.getByRole('link', { name: 'brief.png' }).getAttribute('href')).toBe(path);
      }
      expect(inquiries[0]).toMatchObject({ channel: 'trade_fair', source: 'capture' });
      // By the clock of the server, which is not that of the device here.
      const { capturedAt, receivedAt } = inquiries[0];
      const early = known.email === 'ida@stand.example' ? 1 : waited;
      expect(Date.parse(receivedAt) - Date.parse(capturedAt)).toBeGreaterThanOrEqual(early);
    }
    await context.close();
  });

  it('sends what waits once, however many tabs are open, and each tells what is left (R31)', async () => {
    const context = await browser.newContext({ viewport: sizes.narrow, locale: 'de-DE' });
    const token = readFileSync(join(cloud.data, 'staff-token'), 'utf8').trim();
    await context.addCookies([{ name: 'leitwerk_session', value: token, url: cloud.base }]);
    const tabs = [await context.newPage(), await context.newPage()] as const;
    for (const tab of tabs) await tab.goto(`${cloud.base}/capture`);
    let posts = 0;
    context.on('request', (asked) => {
      if (asked.method() === 'POST' && asked.url().endsWith('/capture')) posts++;
    });
    await context.setOffline(true);
    const left = () => Promise.all(tabs.map((tab) => tab.locator('[data-part=unsent]').innerText()));
    for (let n = 1; n <= 8; n++) {
      await tabs[0].locator('#lastName').fill('Tab');
      await tabs[0].locator('#email').fill(`tab${n}@tabs.example`);
      await tabs[0].locator('#message').fill('Bitte ein Angebot');
      await tabs[0].keyboard.press('Control+Enter');
      await expect.poll(left).toEqual([String(n), String(n)]);
    }
    posts = 0;
    await context.setOffline(false);
    await expect.poll(left, { timeout: 20_000 }).toEqual(['0', '0']);
    expect(posts).toBe(8);
    // Where browsers do not know whose turn it is, it is sent all the same.
    const old = await context.newPage();
    await old.addInitScript(() => {
      Object.defineProperty(navigator, 'locks', { value: undefined });
      Reflect.deleteProperty(window, 'BroadcastChannel');
    });
    await old.goto(`${cloud.base}/capture`);
    await old.locator('#email').fill('alt@tabs.example');
    await old.locator('#message').fill('Bitte ein Angebot');
    await old.keyboard.press('Control+Enter');
    await expect.poll(() => old.locator('[data-part=said]').innerText()).toBe('Gesendet.');
    await context.close();
  });

  it('works in the console with the keyboard alone: sign-in, search, lead, action', async () => {
    const { page } = await open('/console', 'wide');
    await page.context().clearCookies();
    await page.goto(`${cloud.base}/console/search`);
    await page.getByLabel('Role').selectOption('process-owner');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).press('Enter');
    await page.waitForURL(/\/console\/search$/);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Zum Inhalt');
    const focused = async () => page.locator(':focus').getAttribute('id');
    for (let i = 0; i < 9 && (await focused()) !== 'search'; i++) await page.keyboard.press('Tab');
    await page.keyboard.type(leadId);
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
    await page.locator('tbody a').first().press('Enter');
    await page.waitForURL(/\/console\/leads\//);
    await page.locator('summary', { hasText: 'Notiz' }).press('Enter');
    await page.locator('#note-note').fill('Ruft morgen zurück.');
    await page.locator('#note-note').press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/saved=1/);
    expect(await page.locator('ol').innerText()).toContain('Ruft morgen zurück.');
    await page.context().close();
  });
});
