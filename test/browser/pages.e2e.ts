import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldInquiry, hotInquiry, type LocalCloud, startLocalCloud } from '../journeys/local-cloud.ts';

/** Where the pictures of the pages lie afterwards, to be looked at. */
const shots = join(import.meta.dirname, 'shots');
/** Where a PNG says how wide it is: a page that is wider than the screen makes a wider picture. */
const PNG_WIDTH = 16;
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

let cloud: LocalCloud;
let browser: Browser;
let ownerLink = '';

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
  await cloud.settle();
  const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'assigned');
  const { text } = await PostalMime.parse(await cloud.mail(told[0]?.n ?? 0));
  ownerLink = /\/v1\/assignments\/[\w.-]+/.exec(text ?? '')?.[0] ?? '';
  await cloud.advance('P1D');
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
};

/** Opens a page as a person without script would, and collects what went wrong on it. */
async function open(path: string, size: keyof typeof sizes): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({
    viewport: sizes[size],
    javaScriptEnabled: false,
    locale: 'de-DE',
  });
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
    'the %s page works without script, fits and has a heading and labels',
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
      await page.context().close();
    },
  );
});

describe('a person with a browser', () => {
  it('fills in the form, is thanked, and is answered by mail (R26, R109)', async () => {
    const { page } = await open('/_local/form', 'wide');
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
});
