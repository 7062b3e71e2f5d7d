import { Fault } from '../../domain/faults.ts';
import type { WebGet } from '../../ports/web-get.ts';

/** Tools wait a few seconds for the answer to their hook. */
const TIMEOUT_MS = 4000;

/**
 * Asks the service of somebody else; follows it nowhere.
 * @throws Fault `service-unavailable` (retryable) where it does not answer
 */
export const httpsGet: WebGet = async (url, headers) => {
  try {
    const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
  } catch (cause) {
    throw new Fault('service-unavailable', { retryable: true, cause });
  }
};
