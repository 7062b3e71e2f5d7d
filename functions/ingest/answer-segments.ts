/** `GET /v1/segments`: by which rules the embedded script sorts its browser; the same for everybody. */
import { type HttpAnswer, json } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import { forOrigin } from './form-answers.ts';
import { segmentRules } from './rules/segments.ts';

/** Browsers ask again after five minutes, so an edit of the rules is on every page soon. */
const CACHE = { 'cache-control': 'public, max-age=300' };

export async function answerSegments(
  { rules }: { rules: Pick<ActiveRules, 'get'> },
  request: HttpRequest,
): Promise<HttpAnswer> {
  const { document } = await rules.get('intake');
  const answer = json(200, segmentRules(document.behaviour));
  return forOrigin({ ...answer, headers: { ...answer.headers, ...CACHE } }, request, document);
}
