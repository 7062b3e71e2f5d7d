import type { Connection } from '../../../cli/connection.ts';
import { awsSystem } from '../../../cli/doctor/aws-system.ts';
import { examine } from '../../../cli/doctor/examine.ts';
import { Health } from '../../../shared/http/api/health.ts';
import type { Api } from './api.ts';
import { equal } from './steps.ts';

/**
 * `leitwerk doctor` on what was deployed. Names of the emulator lead nowhere for this process and its domain has no name server:
 * these three are answered here, everything else by the account.
 */
export async function proveDoctor(connection: Connection, api: Api): Promise<string> {
  const system = await awsSystem(connection);
  const found = await examine({
    ...system,
    health: async () => Health.parse(JSON.parse((await api({ path: '/v1/health' })).text)),
    signInPage: async (issuer) => issuer,
    mailServers: async () => [],
  });
  const ill = found.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name);
  // The emulator does not sign mails.
  equal('failed', ill, ['sender', 'mail servers']);
  return `${found.length} findings, 2 as they must be`;
}
