import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Command } from 'commander';
import * as z from 'zod';
import { connectionName } from '../shared/wiring.ts';
import { CliFailure } from './output.ts';

/** Names of the deployed resources; the stacks write them to the parameter `system/connection`. */
export const Connection = z.object({
  stage: z.string(),
  table: z.string(),
  rawBucket: z.string(),
  reportsBucket: z.string(),
  rulesBucket: z.string(),
  templatesBucket: z.string(),
  apiUrl: z.url(),
  /** issuer of staff tokens */
  issuer: z.url(),
  /** address that answers come from */
  sender: z.email(),
  /** addresses and domains whose mail is taken in; none: all that reaches the account */
  recipients: z.array(z.string()),
  /** name of the receipt rules of this system */
  receiptRules: z.string(),
  linkSecret: z.string(),
  hookKeys: z.string(),
  /** role that may only read what a simulation of rules asks for */
  simulationRole: z.string(),
  /** name of the function that writes reports and audits days */
  reportFunction: z.string(),
});
export type Connection = z.infer<typeof Connection>;

const LocalEndpoint = z.object({ endpoint: z.url(), publicUrl: z.url() });

/** Adds the options by which a command says which system it speaks to. */
export function withConnection(command: Command): Command {
  return command
    .option('--local', 'the system that `npm start` runs on this machine')
    .option('--stage <stage>', 'stage of the deployed system', 'prod');
}

/**
 * Finds the system that a command speaks to; afterwards the AWS clients of this process speak to it.
 * @throws CliFailure where there is none
 */
export async function connect(options: { local?: boolean; stage: string }): Promise<Connection> {
  const stage = options.local ? 'local' : options.stage;
  if (options.local) pointAtLocal();
  const name = connectionName(stage);
  try {
    const { Parameter: parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name }));
    return Connection.parse(JSON.parse(parameter?.Value ?? ''));
  } catch (cause) {
    throw new CliFailure(
      cause instanceof z.ZodError
        ? `Stage ${stage} was deployed by another version of Leitwerk (parameter ${name}). Deploy it again.`
        : `No system found for stage ${stage} (parameter ${name}). Is it deployed, and are your AWS credentials set?`,
      { cause },
    );
  }
}

/** Where the local system keeps its data. */
const localData = (): string =>
  resolve(process.env.LEITWERK_DATA ?? join(import.meta.dirname, '../.leitwerk'));

function localEndpoint(): z.infer<typeof LocalEndpoint> {
  const file = join(localData(), 'endpoint.json');
  try {
    return LocalEndpoint.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new CliFailure(`The local system does not run on ${localData()}. Start it with npm start.`, {
      cause,
    });
  }
}

function pointAtLocal(): void {
  process.env.AWS_ENDPOINT_URL = localEndpoint().endpoint;
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_ACCESS_KEY_ID = 'cli';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
}
