import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { ssmParameters } from '../../shared/adapters/aws/ssm-parameters.ts';
import { roomIn, whereAmI } from './account.ts';
import { bootstrapArguments, deployArguments, type Place, runCdk } from './cdk.ts';
import type { DeployOptions } from './options.ts';
import { activateReceiving, type Receiving } from './receiving.ts';
import { awaitRules, type Standing } from './rules-in-force.ts';

/** Version of the CDK's bootstrap stack, which is a parameter of every account and region that has one. */
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';
/** What the stacks say of themselves, as far as it is needed afterwards. */
const Outputs = z.object({
  /** the pool only where staff do not sign in elsewhere */
  intake: z.object({ Url: z.url(), StaffPoolId: z.string().optional() }),
  mail: z.object({ ReceiptRuleSet: z.string(), Dkim1: z.string(), Dkim2: z.string(), Dkim3: z.string() }),
});
export type Outputs = z.infer<typeof Outputs>;

interface Size {
  stacks: number;
  resources: number;
}

export interface Deployed {
  place: Place;
  size: Size;
  outputs: Outputs;
  receiving: Receiving;
  rules: Standing;
}

/**
 * Deploys everything into the account of the environment, and does what CloudFormation cannot.
 * @param how.patienceSeconds longest time for the rules to come into force
 * @param how.say hears what is going on, a line each
 * @throws DeployFailure
 */
export async function deploySystem(
  options: DeployOptions,
  { quiet, patienceSeconds, say }: { quiet: boolean; patienceSeconds: number; say: (line: string) => void },
): Promise<Deployed> {
  const place = await whereAmI();
  say(`account ${place.account}, region ${place.region}, stage ${options.stage}`);
  await roomIn(options.stage);
  if (!(await isBootstrapped())) {
    say('preparing account and region for the CDK');
    await runCdk(bootstrapArguments(place), { quiet });
  }
  say('deploying the stacks');
  const { outputs, size } = await deployStacks(options, quiet);
  const receiving = await activateReceiving(outputs.mail.ReceiptRuleSet, {
    takeOver: options.takeOverReceiving,
  });
  say('waiting for the rules to be in force');
  const rules = await awaitRules({ parameters: ssmParameters(), stage: options.stage, patienceSeconds });
  return { place, size, outputs, receiving, rules };
}

async function isBootstrapped(): Promise<boolean> {
  try {
    await new SSMClient({}).send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION }));
    return true;
  } catch (fault) {
    if (fault instanceof ParameterNotFound) return false;
    throw fault;
  }
}

async function deployStacks(
  options: DeployOptions,
  quiet: boolean,
): Promise<{ outputs: Outputs; size: Size }> {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-deploy-'));
  const files = { outputs: join(folder, 'outputs.json'), assembly: join(folder, 'cdk.out') };
  try {
    await runCdk(deployArguments(options, files), { quiet });
    const outputs = outputsOf(options.stage, readFileSync(files.outputs, 'utf8'));
    return { outputs, size: sizeOf(files.assembly) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(assembly: string): Size {
  const templates = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  const Template = z.object({ Resources: z.record(z.string(), z.unknown()) });
  const counts = templates.map((name) => {
    const { Resources } = Template.parse(JSON.parse(readFileSync(join(assembly, name), 'utf8')));
    return Object.keys(Resources).length;
  });
  return { stacks: counts.length, resources: counts.reduce((sum, count) => sum + count, 0) };
}

/** The outputs of the stacks by the short name of the stack, out of the file that the CDK writes. */
export function outputsOf(stage: string, text: string): Outputs {
  const prefix = `leitwerk-${stage}-`;
  const byStack = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return Outputs.parse(
    Object.fromEntries(Object.entries(byStack).map(([name, values]) => [name.replace(prefix, ''), values])),
  );
}
