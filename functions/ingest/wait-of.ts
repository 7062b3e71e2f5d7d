import type { HttpRequest } from '../../shared/http/request.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { rulesOf } from '../../shared/rules/sources.ts';
import { addressBlock } from './rules/address-block.ts';

interface Asking {
  request: HttpRequest;
  source: string;
  intake: IntakeDocument;
  /** Somebody whose key we know: what they send is not counted by where they send it from. */
  isKnown: boolean;
  now: string;
}

/**
 * Counts a request against its block of addresses and, where the rules limit that, against its source.
 * @returns seconds to wait where it is one too many, else null
 */
export async function waitOf(
  { limit, hashKey }: { limit: RateLimit; hashKey: string },
  { request, source, intake, isKnown, now }: Asking,
): Promise<number | null> {
  const block = addressBlock(request.sourceIp, hashKey);
  const wait = isKnown ? null : await limit.take(block, intake.limit, now);
  const rules = rulesOf(source, intake.sources);
  return wait === null && rules?.limit ? limit.take(rules.counted, rules.limit, now) : wait;
}
