/**
 * `npm run bench:data`: the product on real inputs, each figure beside its limit. The inputs lie beside the project
 * (LEITWERK_DATA_SETS, default ../shared/data) and are never part of it. Names of parts as arguments measure only those;
 * `patterns`, `fuzz=100000`, `lists=100000`, `dry-lists=1000000` and `cloud-lists=100000` (rows) need no inputs and are measured only when asked for,
 * because they take minutes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { printRows } from '../../cli/output.ts';
import { figuresApart } from './data/apart.ts';
import { cloudListFigures } from './data/cloud-lists.ts';
import { Figure, holds } from './data/figure.ts';
import { fuzzFigures } from './data/fuzz.ts';
import { identityFigures } from './data/identity.ts';
import { mailFigures, webformFigures } from './data/intake.ts';
import { scaleFigures } from './data/recognition-scale.ts';
import { scoringFigures } from './data/scoring.ts';
import { emailFigures, phoneFigures } from './data/validation.ts';

const parts: Record<string, (folder: string) => Figure[] | Promise<Figure[]>> = {
  '1-scoring': scoringFigures,
  '2-dedupe': async (folder) => [...identityFigures(folder), ...(await scaleFigures())],
  '3-email': mailFigures,
  '4-webforms': webformFigures,
  '5-validation': (folder) => [...phoneFigures(folder), ...emailFigures(folder)],
};

const folder = resolve(process.env.LEITWERK_DATA_SETS ?? join(import.meta.dirname, '../../../shared/data'));
const asked = process.argv.slice(2);
const COUNTED = /^(fuzz|lists|dry-lists|cloud-lists)(?:=(\d+))?$/;
let failed = 0;
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const inputs = join(folder, name);
  if (!existsSync(inputs)) {
    console.log(`${name}: skipped, there is no ${inputs} (LEITWERK_DATA_SETS says where the inputs are)`);
    continue;
  }
  show(name, await measure(inputs));
}
for (const name of asked) {
  const [, counted, count] = COUNTED.exec(name) ?? [];
  if (counted === 'fuzz') show(name, await fuzzFigures(Number(count ?? 10_000)));
  else if (counted === 'cloud-lists') show(name, await cloudListFigures(Number(count ?? 10_000)));
  else if (counted) show(name, list(count ?? '10000', counted === 'dry-lists' ? 'dry' : 'real'));
  if (name === 'patterns') show(name, figuresApart('patterns-run.ts'));
}
process.exitCode = failed > 0 ? 1 : 0;

/** V8 leaves garbage lying as long as there is room; it is given what it takes by itself in 512 MB, the memory of the function (ListRows). */
function list(rows: string, how: 'dry' | 'real'): Figure[] {
  const script = join(import.meta.dirname, 'data/lists-run.ts');
  const options = ['--expose-gc', '--max-old-space-size=256', '--max-semi-space-size=1', script, rows, how];
  const told = execFileSync(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  return z.array(Figure).parse(JSON.parse(told.toString()));
}

function show(name: string, figures: readonly Figure[]): void {
  failed += figures.filter((figure) => figure.gate && !holds(figure)).length;
  printRows(
    figures.map((figure) => ({
      [name]: figure.what,
      value: Number(figure.value.toFixed(4)),
      limit: limitOf(figure),
      '': holds(figure) ? 'ok' : figure.gate ? 'FAILS' : 'above (time)',
      note: figure.note ?? '',
    })),
    false,
  );
  console.log('');
}

function limitOf({ least, most }: Figure): string {
  if (least !== undefined) return `≥ ${least}`;
  return most === undefined ? '' : `≤ ${most}`;
}
