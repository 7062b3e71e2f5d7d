/** `npm run deploy -- --stage prod --mail-domain example.com`: the whole system into an AWS account. */
import { nextSteps } from './next-steps.ts';
import { DeployFailure, readOptions } from './options.ts';
import { deploySystem } from './system.ts';

/** The rules are looked at every five minutes, should the event of a change be lost. */
const patienceSeconds = 360;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const deployed = await deploySystem(options, {
    quiet: false,
    patienceSeconds,
    say: (line) => console.log(`── ${line}`),
  });
  console.log(['', ...nextSteps(deployed, options)].join('\n'));
  if (deployed.rules.pending.length + deployed.rules.refused.length > 0) process.exitCode = 1;
}

main().catch((fault: unknown) => {
  console.error(fault instanceof DeployFailure ? fault.message : fault);
  process.exitCode = 1;
});
