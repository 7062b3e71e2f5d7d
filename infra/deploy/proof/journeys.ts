import { connect } from '../../../cli/connection.ts';
import type { Deployed } from '../system.ts';
import { apiAt } from './api.ts';
import { proveDoctor } from './doctor.ts';
import { proveLead } from './lead-journey.ts';
import { leadsAt } from './leads.ts';
import { proveOperation } from './operation-journeys.ts';
import { proveRules } from './rules-journey.ts';
import { signIn } from './staff.ts';
import { equal, type Steps } from './steps.ts';

/** Walks through everything that the deployed system is there for. */
export async function proveJourneys(steps: Steps, { outputs }: Deployed, stage: string): Promise<void> {
  const connection = await connect({ stage });
  const api = apiAt(connection.apiUrl);
  const staff = { cookie: '' };
  await steps.run('the API answers, and knows its way', async () => {
    equal('health', (await api({ path: '/v1/health' })).status, 200);
    equal('no such route', (await api({ path: '/v1/nothing' })).status, 404);
  });
  await proveRules(steps, stage);
  await steps.run('staff sign in at the user pool; nobody else reads leads', async () => {
    const pool = outputs.intake.StaffPoolId ?? '';
    const read = async (path: string, headers: Record<string, string> = {}) =>
      (await api({ path, headers })).status;
    staff.cookie = await signIn(api, pool, 'process-owner');
    const token = staff.cookie.slice(staff.cookie.indexOf('=') + 1);
    equal('without a token', await read('/v1/leads'), 401);
    const forged = `Bearer ${token.slice(0, -8)}AAAAAAAA`;
    equal('with a forged one', await read('/v1/leads', { authorization: forged }), 401);
    equal('not their role', await read('/v1/inquiries', { cookie: await signIn(api, pool, 'partner') }), 403);
    equal('as a program', await read('/v1/leads', { authorization: `Bearer ${token}` }), 200);
    equal('as process owner', await read('/v1/leads', { cookie: staff.cookie }), 200);
  });
  await steps.run('the doctor finds what is missing, and nothing else', () => proveDoctor(connection, api));
  await proveLead({ steps, api, leads: leadsAt(api, staff.cookie) });
  await proveOperation(steps, { connection, api });
}
