import about from '../../package.json' with { type: 'json' };
import { signedSecret } from '../../shared/adapters/aws/signed-secret.ts';
import { json, problem } from '../../shared/http/answer.ts';
import type { Health } from '../../shared/http/api/health.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { describeApi } from './describe-api.ts';
import { scriptAnswer } from './embed/script-answer.ts';
import { AboutEnv } from './env.ts';
import { challengeAnswer, tokenAnswer } from './show-form.ts';

const { STAGE: stage, LINK_SECRET } = AboutEnv.parse(process.env);
const secret = signedSecret(LINK_SECRET);
const { version } = about;

export const handler = httpHandler(async ({ path, correlationId }) => {
  if (path === '/v1/health') {
    return json(200, { status: 'ok', version, stage, time: systemClock() } satisfies Health);
  }
  if (path === '/v1/openapi.json') return json(200, describeApi(version));
  if (path === '/v1/form-token') return tokenAnswer(await secret(), systemClock());
  if (path === '/v1/challenge') return challengeAnswer(await secret(), systemClock());
  if (path === '/v1/leitwerk.js') return scriptAnswer();
  return problem(404, { detail: 'There is nothing here.' }, correlationId);
});
