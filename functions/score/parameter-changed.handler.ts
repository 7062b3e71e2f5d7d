import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { sesMailer } from '../../shared/adapters/aws/ses-mailer.ts';
import { ssmParameters } from '../../shared/adapters/aws/ssm-parameters.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoRuleSets } from '../../shared/adapters/dynamodb/rule-sets.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { activateRules } from './activate-rules.ts';
import { RulesEnv } from './env.ts';
import { tellRefusals } from './tell-refusals.ts';

const env = RulesEnv.parse(process.env);
const ports = {
  parameters: ssmParameters(),
  sets: dynamoRuleSets({ table: env.TABLE }),
  archive: s3Objects(env.RULES_BUCKET),
  claims: dynamoClaims({ table: env.TABLE }),
  mailer: sesMailer(env.CONFIGURATION_SET),
  sender: env.SENDER,
  prefix: env.PARAMETER_PREFIX,
  now: systemClock,
};

const DAY_MS = 86_400_000;

/**
 * A document was changed, or it is time to look whether one was. What is written below `status/` wakes nobody: the rule
 * of the bus lets only documents pass. Whatever else happens, nothing is to be done before the next change.
 */
export async function handler(): Promise<{ idleUntil: string; regardless: true }> {
  await tellRefusals(ports, await activateRules(ports), systemClock());
  return { idleUntil: new Date(Date.parse(systemClock()) + DAY_MS).toISOString(), regardless: true };
}
