import { Command } from 'commander';
import { type Connection, connect, withConnection } from '../connection.ts';
import { awsSystem } from '../doctor/aws-system.ts';
import { examine } from '../doctor/examine.ts';
import { type Checked, failed } from '../doctor/finding.ts';
import { CliFailure, printRows } from '../output.ts';

const signs = { ok: '✓', skipped: '–', warning: '!', failed: '✗' } as const satisfies Record<string, string>;

/** `leitwerk doctor`: every step of docs/setup.md, checked against the account or the local system. */
export function doctorCommand(): Command {
  return withConnection(new Command('doctor'))
    .description('checks every step of the setup and says what to do; fails if one has failed')
    .option('--json', 'for machines, one line per finding')
    .action(async (options: { local?: boolean; stage: string; json?: boolean }) => {
      const found = await findings(options);
      if (options.json) printRows(found, true);
      else console.log(page(found));
      if (found.some(({ verdict }) => verdict === 'failed')) process.exitCode = 1;
    });
}

async function findings(options: { local?: boolean; stage: string }): Promise<Checked[]> {
  let connection: Connection;
  try {
    connection = await connect(options);
  } catch (fault) {
    if (!(fault instanceof CliFailure)) throw fault;
    const mend = options.local
      ? 'npm start'
      : `Sign in to the account, set AWS_REGION, then npm run deploy -- --stage ${options.stage} --mail-domain …`;
    return [{ name: 'connection', ...failed(fault.message, mend) }];
  }
  const { stage, apiUrl } = connection;
  const system = await awsSystem(connection);
  return [
    { name: 'connection', verdict: 'ok', found: `stage ${stage}, ${apiUrl}` },
    ...(await examine(system)),
  ];
}

/** A line for each finding, below it what to do about it, at the end the count. */
export function page(found: readonly Checked[]): string {
  const width = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map((finding) => {
    const line = `${signs[finding.verdict]} ${finding.name.padEnd(width)}  ${finding.found}`;
    return 'mend' in finding ? `${line}\n  ${' '.repeat(width)}  → ${finding.mend}` : line;
  });
  const count = (verdict: Checked['verdict']) =>
    found.filter((finding) => finding.verdict === verdict).length;
  const sum = `${count('ok')} ok, ${count('warning')} warnings, ${count('failed')} failed, ${count('skipped')} not asked`;
  return [...lines, '', sum].join('\n');
}
