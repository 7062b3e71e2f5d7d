/**
 * `npm run deploy:proof`: the unmodified stacks by the CDK command into an AWS emulator with permissions enforced, and the journeys
 * of a lead through what was deployed. docs/differences.md says what that does not prove.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installEmulator, NoEmulator, startEmulator } from './proof/emulator.ts';
import { proveJourneys } from './proof/journeys.ts';
import { equal, Steps } from './proof/steps.ts';
import { type Deployed, deploySystem } from './system.ts';

const options = {
  stage: 'proof',
  mailDomain: 'leitwerk.example',
  inbound: ['sales@leitwerk.example'],
  atOnce: false,
  yes: true,
  takeOverReceiving: false,
};

async function main(): Promise<void> {
  const steps = new Steps();
  installEmulator();
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-proof-'));
  // Only an exit ends what was started.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const emulator = await startEmulator(folder);
  try {
    const deployed: { system?: Deployed } = {};
    await steps.run('the stacks deploy, the rules come into force', async () => {
      deployed.system = await deploySystem(options, {
        quiet: true,
        patienceSeconds: 40,
        say: (line) => console.log(`        ${line}`),
      });
      const { size, rules } = deployed.system;
      equal('not in force', [...rules.pending, ...rules.refused], []);
      return `${size.stacks} stacks, ${size.resources} resources`;
    });
    if (deployed.system) await proveJourneys(steps, deployed.system, options.stage);
  } finally {
    emulator.stop();
  }
  if (steps.end()) rmSync(folder, { recursive: true, force: true });
  else {
    console.log(
      `${readFileSync(emulator.log, 'utf8').split('\n').slice(-40).join('\n')}\n(all of it: ${emulator.log})`,
    );
    process.exitCode = 1;
  }
}

main().catch((fault: unknown) => {
  const missing =
    fault instanceof NoEmulator ? `the emulator cannot be installed here (${fault.message})` : null;
  if (missing && process.env.REQUIRE_DEPLOY_PROOF !== '1')
    return console.log(`SKIPPED deploy proof: ${missing}`);
  console.error(missing ?? fault);
  process.exitCode = 1;
});
