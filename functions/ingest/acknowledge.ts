import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../shared/domain/faults.ts';
import { log } from '../../shared/observe/log.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { acknowledgedFolder } from '../../shared/wiring.ts';

/** How long the answer waits for the note, milliseconds: usually it takes twenty. */
const PATIENCE_MS = 1_000;

/**
 * Notes that a sender was told that inquiries are in good hands: for each an empty object, named by its id and nothing else. The
 * daily audit holds these notes against the table and the analysis data (spec 8). The inquiries are stored by then, so a note
 * that cannot be written keeps nobody from an answer.
 * @param receivedAt as the sender was told, ISO
 */
export async function acknowledge(
  raw: Pick<Objects, 'put'>,
  inquiries: readonly { inquiryId: string }[],
  receivedAt: string,
): Promise<void> {
  const folder = acknowledgedFolder(receivedAt.slice(0, 10));
  await Promise.all(
    inquiries.map(({ inquiryId }) =>
      inTime(raw.put(folder + inquiryId, '', 'text/plain')).catch((cause: unknown) =>
        log.warn('acknowledgement-unnoted', { inquiryId }, cause),
      ),
    ),
  );
}

async function inTime(work: Promise<void>): Promise<void> {
  const late = pause(PATIENCE_MS, 'late' as const, { ref: false });
  if ((await Promise.race([work, late])) === 'late')
    throw new Fault('objects-unavailable', { retryable: true, detail: 'slow' });
}
