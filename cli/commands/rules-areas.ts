import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { archiveKey } from '../../shared/area-tables.ts';
import { connect } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { readTable } from '../read-table.ts';
import { type ReadAreas, readAreas, scoringWith } from '../rules/read-areas.ts';
import { rulesOf } from '../rules/system.ts';

interface Options {
  values?: string;
  out?: string;
  local?: boolean;
  stage?: string;
  json?: boolean;
}

/** Faults that are told; a list that is wrong in one place is often wrong in all. */
const SHOWN = 20;

/** Adds `areas` to `leitwerk rules`. */
export function addAreas(rules: Command): void {
  rules
    .command('areas <file>')
    .description(
      'figures per postcode (CSV: plz or postcode, country, figures), to rate leads by the rank of their area',
    )
    .option(
      '--values <columns>',
      'the columns that are figures, with commas between; without it all that hold numbers',
    )
    .option('--out <file>', 'writes the scoring document that goes by the table, to simulate and activate')
    .option('--local', 'keeps the table in the archive of the system on this machine')
    .option(
      '--stage <stage>',
      'keeps it in the archive of that system; without both the file is only checked',
    )
    .option('--json', 'for machines')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const found = readAreas(
    readTable(file),
    options.values?.split(',').map((name) => name.trim()),
  );
  if (!found.ok) throw new CliFailure(faultsIn(file, found.faults));
  const { table, hash, rows, left } = found;
  const isKept = options.local === true || options.stage !== undefined;
  const system = isKept
    ? rulesOf(await connect({ ...(options.local ? { local: true } : {}), stage: options.stage ?? 'local' }))
    : null;
  await system?.bucket.put(archiveKey(hash), JSON.stringify(table), 'application/json');
  if (options.out) {
    const source = system ? (await system.sets.current())?.set.scoring?.source : defaultSource('scoring');
    const note = `Area table ${basename(file)}`;
    const document = scoringWith(source, { hash, columns: table.columns, note });
    writeFileSync(options.out, `${JSON.stringify(document, null, 2)}\n`);
  }
  printRows(
    [
      {
        table: hash,
        areas: rows,
        values: table.columns.join(' '),
        left: left.join(' ') || null,
        kept: isKept,
      },
    ],
    options.json === true,
  );
}

function faultsIn(file: string, faults: Extract<ReadAreas, { ok: false }>['faults']): string {
  const told = faults.slice(0, SHOWN).map(({ row, column, reason }) => {
    const place = row === 0 ? file : `${file}, row ${row}, ${column}`;
    return `${place}: ${reason}`;
  });
  const more = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [];
  return [...told, ...more, 'Nothing was kept.'].join('\n');
}
