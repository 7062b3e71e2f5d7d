// Writes functions/ingest/rules/places.txt, by which the intake checks whether postcode and place agree:
//   pip download --no-deps countrystatecity-postal-codes==2.0.1 && unzip -q countrystatecity_postal_codes-*.whl -d data
//   node tools/places/make-places.mjs data/countrystatecity_postal_codes/data/by-country
// One line a postcode below the mark of its country: `50667<tab>koeln`, places with `|` between, as `placeWords` folds them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeWords } from '../../functions/ingest/rules/place-words.ts';

const folder = process.argv[2];
if (!folder) throw new Error('usage: make-places.mjs FOLDER');
const collator = new Intl.Collator('en');
const sections = ['DE', 'AT', 'CH', 'LI'].map((country) => {
  const rows = JSON.parse(readFileSync(join(folder, country, 'postcodes.json'), 'utf8'));
  const places = new Map();
  for (const { code, localityName } of rows) {
    const words = placeWords(localityName).join(' ');
    if (words) places.set(code, (places.get(code) ?? new Set()).add(words));
  }
  const lines = [...places]
    .sort(([one], [other]) => collator.compare(one, other))
    .map(([code, names]) => `${code}\t${[...names].sort(collator.compare).join('|')}`);
  return [`#${country}`, ...lines].join('\n');
});
writeFileSync(
  join(import.meta.dirname, '../../functions/ingest/rules/places.txt'),
  `${sections.join('\n')}\n`,
);
