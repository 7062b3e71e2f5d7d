import { describe, expect, it } from 'vitest';
import { defaultSource } from '../adapters/memory/default-rules.ts';
import { CampaignsDocument } from './campaigns.ts';
import { FulfilmentDocument } from './fulfilment.ts';
import { IntakeDocument } from './intake.ts';

const shipped = FulfilmentDocument.parse(defaultSource('fulfilment'));
const [first] = shipped.packages;

/** What the check says of the document with its first package changed. */
function problems(change: Record<string, unknown>): { path: string; message: string }[] {
  const packages = [{ ...first, ...change }, ...shipped.packages.slice(1)];
  const result = FulfilmentDocument.safeParse({ ...shipped, packages });
  return (result.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message }));
}

describe('the fulfilment document', () => {
  it('ships packages for each product of the catalogue and for everything else, in German and English (R111)', () => {
    const { products } = IntakeDocument.parse(defaultSource('intake'));
    for (const language of ['de', 'en']) {
      const packages = shipped.packages.filter((candidate) => candidate.language === language);
      expect(packages.flatMap((candidate) => candidate.products)).toEqual(products.map(({ id }) => id));
      expect(packages.at(-1)?.products).toEqual([]);
    }
  });

  it('fits into a standard parameter (4 KB)', () => {
    expect(Buffer.byteLength(JSON.stringify(defaultSource('fulfilment'), null, 2))).toBeLessThan(4096);
  });

  it.each([
    [
      'a misspelt variable in a subject',
      { subject: 'Hallo {{firstname}}' },
      'packages.0.subject',
      'line 1: there is no variable firstname',
    ],
    [
      'free text of the person in a text',
      { template: undefined, text: 'a\n\n{{message}}' },
      'packages.0.text',
      'line 3: there is no variable message',
    ],
    ['a subject of two lines', { subject: 'a\nb' }, 'packages.0.subject', 'line 2: this must be one line'],
    [
      'a misspelt fact in a condition',
      { when: 'lead.contry == "DE"' },
      'packages.0.when',
      expect.stringContaining('there is no fact contry'),
    ],
    ['no text at all', { template: undefined }, 'packages.0', 'a package has either a template or a text'],
    ['two texts', { text: 'a' }, 'packages.0', 'a package has either a template or a text'],
    [
      'a file outside the bucket',
      { template: '../secret.md' },
      'packages.0.template',
      expect.stringContaining('templates bucket'),
    ],
    ['a language that nobody writes', { language: 'fr' }, 'packages.0.language', expect.anything()],
  ])('is refused with %s, and says where', (_what, change, path, message) => {
    expect(problems(change)).toEqual([{ path, message }]);
  });

  it('may hold a short text instead of a file', () => {
    expect(
      problems({ template: undefined, text: 'Danke{{#firstName}}, {{firstName}}{{/firstName}}.' }),
    ).toEqual([]);
  });
});

describe('the campaigns document', () => {
  const campaigns = CampaignsDocument.parse(defaultSource('campaigns'));
  const [one] = campaigns.campaigns;

  it.each([
    [
      'ends before it begins',
      [{ ...one, from: '2026-02-02', until: '2026-02-01' }],
      'it ends before it begins',
    ],
  ])('is refused where a campaign %s', (_what, changed, message) => {
    const result = CampaignsDocument.safeParse({ ...campaigns, campaigns: changed });
    expect(result.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('takes a campaign of one day', () => {
    const changed = [{ ...one, from: '2026-02-02', until: '2026-02-02' }];
    expect(CampaignsDocument.safeParse({ ...campaigns, campaigns: changed }).success).toBe(true);
  });
});
