import { deflateRawSync } from 'node:zlib';
import metadata from 'libphonenumber-js/metadata.min.json' with { type: 'json' };
import { expect, it } from 'vitest';
import * as z from 'zod';
import { numberingPlans } from './numbering-plans.ts';

const text = z.union([z.string(), z.literal(0)]).optional();
/** Places in the release's own format: code, exit code, pattern, …, trunk prefix, …, how it is read, what it becomes. */
const any = z.unknown();
const Country = z.tuple([z.string(), text, z.string(), any, any, text, any, text, text]).rest(any);
const release = z
  .object({
    country_calling_codes: z.record(z.string(), z.array(z.string())),
    countries: z.record(z.string(), z.array(z.unknown())),
    nonGeographic: z.record(z.string(), z.array(z.unknown())),
  })
  .parse(metadata);

function planOf(whole: readonly unknown[]): string[] {
  const padded = [...whole, ...Array(Math.max(0, 9 - whole.length)).fill(0)];
  const [code, exit, pattern, , , trunk, , readAs, becomes] = Country.parse(padded);
  const parts = [code, pattern, exit || '', readAs || trunk || '', becomes || ''];
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

/** Written anew by `npx vitest run numbering-plans -u` after the pinned release of libphonenumber-js has changed. */
it('numbering plans are those of the pinned release of libphonenumber (Apache-2.0)', async () => {
  // The first country of a code is the one whose rules hold for the code.
  const names = Object.values(release.country_calling_codes).flat();
  const plans = Object.fromEntries(names.map((name) => [name, planOf(release.countries[name] ?? [])]));
  const worldwide = Object.entries(release.nonGeographic).map(([code, whole]) => [code, planOf(whole)]);
  const all = { ...plans, ...Object.fromEntries(worldwide) };
  const packed = deflateRawSync(JSON.stringify(all), { level: 9 }).toString('base64');
  const file = `${JSON.stringify({ from: 'libphonenumber, Apache-2.0', packed }, null, 2)}\n`;
  await expect(file).toMatchFileSnapshot('./numbering-plans.json');
  expect(numberingPlans().countries.get('DE')).toMatchObject({ code: '49' });
});
