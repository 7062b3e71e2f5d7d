import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.ts';
import { CliFailure } from './output.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Builds the program with all its commands. */
function program(): Command {
  const root = new Command('leitwerk')
    .description('Administration of Leitwerk, on AWS or on the local system (--local)')
    .version(version)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride();
  for (const command of commands) root.addCommand(command());
  return root;
}

/** Runs one command line; the exit code is 0 only where it did what it was asked for. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
    } else if (error instanceof CliFailure) {
      console.error(error.message);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}
