import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import intake from '../../shared/rules/defaults/rules/intake.json' with { type: 'json' };
import { IntakeDocument } from '../../shared/rules/intake.ts';
import { filesIn } from '../intake/files-in.ts';
import { tryFile } from '../intake/try-file.ts';
import { CliFailure, printRows } from '../output.ts';

/** `leitwerk intake …`: how what arrives is understood. */
export function intakeCommand(): Command {
  const command = new Command('intake').description('How what arrives would be understood');
  command
    .command('try <files...>')
    .description(
      'mails (.eml), form bodies (.json, .urlencoded, .txt), lists (.csv), ADF (.xml); offline, stores nothing',
    )
    .option('--source <name>', 'tool or source of a form body; told by its shape otherwise')
    .option('--rules <file>', 'intake document to read by, instead of the shipped one')
    .option('--json', 'for machines: one JSON value a line')
    .action(async (files: string[], options: { source?: string; rules?: string; json?: boolean }) => {
      const context = {
        intake: options.rules ? documentIn(options.rules) : IntakeDocument.parse(intake),
        now: new Date().toISOString(),
        language: 'en' as const,
      };
      for (const file of files.flatMap(filesIn))
        for (const tried of await tryFile(file, context, options.source))
          if (options.json) console.log(JSON.stringify({ file, ...tried }));
          else {
            const { outcome, reason, subject, from, lead } = tried;
            printRows([{ file, outcome, reason, from, subject, name: lead.name, phone: lead.phone }], false);
          }
    });
  return command;
}

function documentIn(file: string): IntakeDocument {
  try {
    return IntakeDocument.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new CliFailure(`${file} is no intake document.`, { cause });
  }
}
