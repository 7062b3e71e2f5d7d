import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { IdentityDocument } from '../../shared/rules/identity.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import { truePairs } from '../identity/arrivals.ts';
import { evaluate } from '../identity/evaluate.ts';
import { fitRules } from '../identity/fit.ts';
import { type PeopleOptions, readPeople } from '../identity/read-people.ts';
import { CliFailure, printRows } from '../output.ts';

type Options = PeopleOptions & { people: string; json?: boolean };

/** `leitwerk identity …`: how people are recognised, tried and fitted on lists with known answers. Stores nothing. */
export function identityCommand(): Command {
  const identity = new Command('identity').description(
    'Recognising people: tried and fitted on lists (offline)',
  );
  withPeople(
    identity.command('evaluate').description('judge the recognition against known clusters, pair by pair'),
  )
    .option('--rules <file>', 'identity rule document (default: the shipped one)')
    .action((options: Options & { rules?: string }) => {
      const { merged, withReview, candidatesPerRecord, ...rest } = evaluate(
        readPeople(options.people, options),
        rulesOf(options.rules),
      );
      if (options.json) return printRows([{ ...rest, merged, withReview, candidatesPerRecord }], true);
      printRows(
        [
          { pairs: 'merged', ...merged },
          { pairs: 'with review', ...withReview },
        ],
        false,
      );
      printRows(
        [{ ...rest, candidatesMean: candidatesPerRecord.mean, candidatesMax: candidatesPerRecord.max }],
        false,
      );
    });
  withPeople(identity.command('fit').description('fit keys, weights and thresholds to known clusters'))
    .requiredOption('--out <file>', 'where the identity rule document is written')
    .action((options: Options & { out: string }) => {
      const people = readPeople(options.people, options);
      if (truePairs(people.clusters) === 0)
        throw new CliFailure(
          `No two rows of ${options.people} have the same ${options.cluster}: nothing to learn from.`,
        );
      const rules = fitRules(people);
      if (rules.blocks.length === 0)
        throw new CliFailure(
          `No column of ${options.people} brings the same people together without too many others.`,
        );
      writeFileSync(options.out, `${JSON.stringify(rules, null, 2)}\n`);
      const { thresholds, blocks, fields } = rules;
      const told = {
        out: options.out,
        thresholds,
        blocks: blocks.map((parts) => parts.join('+')),
        fields: fields.map(({ name }) => name),
      };
      printRows([told], options.json ?? false);
    });
  return identity;
}

function withPeople(command: Command): Command {
  return command
    .requiredOption('--people <file>', 'CSV with one record a row')
    .requiredOption('--cluster <column>', 'column that says which records are the same')
    .option(
      '--map <canonical=COLUMN,…>',
      'what columns hold, where their names do not tell; COLUMN+COLUMN joins',
    )
    .option('--json', 'for machines');
}

function rulesOf(file: string | undefined): IdentityDocument {
  if (file === undefined) return IdentityDocument.parse(defaultSource('identity'));
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliFailure(`${file} cannot be read.`, { cause });
  }
  const read = readDocument('identity', [{ name: file, text }]);
  if (read.ok) return IdentityDocument.parse(read.source);
  throw new CliFailure(read.errors.map(({ path, reason }) => `${file}: ${path} ${reason}`).join('\n'));
}
