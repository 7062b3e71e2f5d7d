import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { simulationRole } from '../../../shared/wiring.ts';
import { CliFailure } from '../../output.ts';

/**
 * From here on this process may only read: on AWS it takes the role that is made for simulations, locally the front door
 * knows the same role by its name.
 * @throws CliFailure where the role may not be taken
 */
export async function mayOnlyRead(role: string, isLocal: boolean): Promise<void> {
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
