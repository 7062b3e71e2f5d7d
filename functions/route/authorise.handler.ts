import { openidIssuer } from '../../shared/adapters/openid/issuer.ts';
import { HttpEvent } from '../../shared/http/request.ts';
import { AuthoriseEnv } from './env.ts';
import { identify } from './staff/identify.ts';

const env = AuthoriseEnv.parse(process.env);
const { keys } = openidIssuer({ issuer: env.ISSUER, clientId: env.AUDIENCE });

/**
 * Tells the functions who calls. It lets everybody through: which answer an unknown caller gets (401) and which a
 * wrong role (403) is said by the function, as the gateway itself could only say 403 to both.
 */
export async function handler(
  event: unknown,
): Promise<{ isAuthorized: true; context: Record<string, string> }> {
  const { headers, cookies } = HttpEvent.parse(event);
  const caller = await identify(
    { headers, cookies: cookies ?? [] },
    { keys, issuer: env.ISSUER, audience: env.AUDIENCE },
  );
  return { isAuthorized: true, context: caller ?? {} };
}
