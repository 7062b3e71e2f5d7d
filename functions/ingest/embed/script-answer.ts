import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { siteScriptText } from './site-script.ts';

/** `GET /v1/leitwerk.js`: the same for everybody, so browsers keep it for an hour, and any site may load it. */
export function scriptAnswer(): HttpAnswer {
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    },
    body: siteScriptText,
  };
}
