import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { simulationRole } from '../../../shared/wiring.ts';
import { CliFailure } from '../../output.ts';

const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/**
 * Lets this process only read while it does something: on AWS it takes the role that is made for simulations, locally the
 * front door knows the same role by its name. AWS clients that are made afterwards have the user's own rights again.
 * @throws CliFailure where the role may not be taken
 */
export async function readingOnly<T>(
  { role, isLocal }: { role: string; isLocal: boolean },
  what: () => Promise<T>,
): Promise<T> {
  const own = names.map((name) => [name, process.env[name]] as const);
  await takeRole(role, isLocal);
  try {
    return await what();
  } finally {
    for (const [name, value] of own) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function takeRole(role: string, isLocal: boolean): Promise<void> {
  if (isLocal) {
    process.env.AWS_ACCESS_KEY_ID = simulationRole;
    return;
  }
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'leitwerk-rules-simulate' });
  const { Credentials: own } = await new STSClient({}).send(command).catch((cause) => {
    throw new CliFailure(
      `The role for simulations may not be taken (${role}): your user needs sts:AssumeRole.`,
      {
        cause,
      },
    );
  });
  if (!own?.AccessKeyId || !own.SecretAccessKey || !own.SessionToken)
    throw new CliFailure(`The role for simulations gave no credentials (${role}).`);
  process.env.AWS_ACCESS_KEY_ID = own.AccessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = own.SecretAccessKey;
  process.env.AWS_SESSION_TOKEN = own.SessionToken;
}
