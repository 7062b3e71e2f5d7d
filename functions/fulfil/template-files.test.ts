import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { checkTemplate } from '../../shared/mail/template.ts';
import { answerVariables } from '../../shared/rules/fulfilment.ts';
import { shipped, templateFiles } from './template-files.ts';

const key = 'de/demo.md';

function given(ttlSeconds = 0) {
  const objects = memoryObjects();
  const time = { now: '2026-11-23T09:00:00.000Z' };
  const files = templateFiles({ objects, ttlSeconds, now: () => time.now });
  return { objects, time, files, text: async () => (await files.read([key])).get(key) };
}

describe('the texts of mails', () => {
  it.each(Object.entries(shipped))('that come with the product can be sent: %s', (_key, text) => {
    expect(checkTemplate(text, answerVariables)).toEqual([]);
  });

  it('come with the product for each package and the frame of each language', () => {
    const keys = defaultDocument('fulfilment').document.packages.flatMap(({ template }) => template ?? []);
    const frames = ['de', 'en'].flatMap((language) =>
      ['opening', 'questions', 'closing', 'notice', 'advertising'].map((part) => `${language}/${part}.md`),
    );
    expect(Object.keys(shipped).sort()).toEqual([...keys, ...frames].sort());
  });

  it('are those of the bucket, where it has a file of that name', async () => {
    const { objects, text } = given();
    expect(await text()).toBe(shipped[key]);
    await objects.put(key, 'Neu, {{firstName}}', 'text/markdown');
    expect(await text()).toBe('Neu, {{firstName}}');
  });

  it.each([
    ['an unknown variable', '{{message}}'],
    ['raw HTML', '{{{firstName}}}'],
    ['nothing', ' \n'],
  ])('stay as they were last good, where the file holds %s', async (_what, broken) => {
    const { objects, text } = given();
    await objects.put(key, broken, 'text/markdown');
    expect(await text()).toBe(shipped[key]);
    await objects.put(key, 'Gut', 'text/markdown');
    expect(await text()).toBe('Gut');
    await objects.put(key, broken, 'text/markdown');
    expect(await text()).toBe('Gut');
  });

  it('stay in use while the bucket does not answer', async () => {
    const { objects, text } = given();
    await objects.put(key, 'Neu', 'text/markdown');
    expect(await text()).toBe('Neu');
    objects.list = async () => {
      throw new Fault('objects-unavailable', { retryable: true });
    };
    expect(await text()).toBe('Neu');
  });

  it('are asked for again after their time only', async () => {
    const { objects, time, text } = given(60);
    expect(await text()).toBe(shipped[key]);
    await objects.put(key, 'Neu', 'text/markdown');
    time.now = '2026-11-23T09:00:59.999Z';
    expect(await text()).toBe(shipped[key]);
    time.now = '2026-11-23T09:01:00.000Z';
    expect(await text()).toBe('Neu');
  });

  it('are missing under a name that nobody wrote', async () => {
    expect([...(await given().files.read(['de/none.md'])).keys()]).toEqual([]);
  });
});
