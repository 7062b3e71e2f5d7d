import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { DeployFailure, type DeployOptions } from './options.ts';

const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'node_modules/.bin');
/** How many stacks are deployed at the same time where nobody is asked in between. */
const SIDE_BY_SIDE = 4;

/** An account and a region. */
export interface Place {
  account: string;
  region: string;
}

/** What prepares an account and region for the CDK: a bucket for assets and roles, once. */
export const bootstrapArguments = ({ account, region }: Place): string[] => [
  'bootstrap',
  `aws://${account}/${region}`,
];

/**
 * What deploys all stacks.
 * @param files where the outputs of the stacks are written, and where the templates lie meanwhile
 */
export function deployArguments(
  { stage, mailDomain, sender, inbound, staff, atOnce, yes }: DeployOptions,
  files: { outputs: string; assembly: string },
): string[] {
  const context = {
    stage,
    mailDomain,
    inboundRecipients: inbound.join(','),
    ...(sender ? { sender } : {}),
    ...(atOnce ? { atOnce: 'true' } : {}),
    ...(staff ? { staffIssuer: staff.issuer, staffClient: staff.client } : {}),
  };
  return [
    'deploy',
    '--all',
    // Questions about several stacks at once cannot be answered.
    ...(yes
      ? ['--require-approval', 'never', '--concurrency', String(SIDE_BY_SIDE)]
      : ['--require-approval', 'broadening']),
    '--outputs-file',
    files.outputs,
    '--output',
    files.assembly,
    ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/**
 * Runs the CDK command of this project.
 * @param quiet keep what it says to oneself, unless it fails
 * @throws DeployFailure if it fails
 */
export function runCdk(args: readonly string[], { quiet }: { quiet: boolean }): Promise<void> {
  const child = spawn(process.execPath, [join(bin, 'cdk'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      PATH: [bin, process.env.PATH].join(delimiter),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => void said.push(chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => {
      if (code === 0) return done();
      fail(
        new DeployFailure(`cdk ${args[0]} ended with ${code}.\n${Buffer.concat(said).toString()}`.trimEnd()),
      );
    });
  });
}
