import { secretText } from '../../shared/adapters/aws/secret.ts';
import { openidIssuer } from '../../shared/adapters/openid/issuer.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { SignInEnv } from './env.ts';
import { beginSignIn, finishSignIn, signOut } from './sign-in/sign-in.ts';

const env = SignInEnv.parse(process.env);
const issuer = openidIssuer({ issuer: env.ISSUER, clientId: env.AUDIENCE });
const ports = {
  issuer,
  trust: { keys: issuer.keys, issuer: env.ISSUER, audience: env.AUDIENCE },
  secret: secretText(env.LINK_SECRET),
  publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
};

export const handler = httpHandler((request) => {
  if (request.method === 'POST') return signOut(ports, request);
  return request.path.endsWith('/callback')
    ? finishSignIn(ports, request, systemClock())
    : beginSignIn(ports, request, systemClock());
});
