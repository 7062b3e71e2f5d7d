import { setTimeout as pause } from 'node:timers/promises';
import type { Parameters } from '../../shared/ports/parameters.ts';
import { type Subject, subjects } from '../../shared/rules/documents.ts';
import { type Parameter, partsOf, statusOf, writtenHash } from '../../shared/rules/status.ts';
import { connectionName, parameterPrefix } from '../../shared/wiring.ts';

/** Documents whose present text the system has not judged yet, and those that it refuses. */
export interface Standing {
  pending: Subject[];
  refused: Subject[];
}

/** Seconds between two looks. */
const BETWEEN_S = 2;
/** Seconds after which the event of the last parameter counts as missed. */
const REMIND_AFTER_S = 10;

/**
 * Says of each document whether what lies in Parameter Store is in force.
 * @param found all parameters of the stage, named below `/leitwerk/{stage}/`
 */
export function standing(found: readonly Parameter[]): Standing {
  const refused = subjects.filter((subject) => statusOf(found, subject)?.status === 'refused');
  const pending = subjects.filter(
    (subject) =>
      !refused.includes(subject) &&
      statusOf(found, subject)?.written !== writtenHash(partsOf(found, subject)),
  );
  return { pending, refused };
}

/**
 * Waits until the documents in Parameter Store are in force. A fresh system may have missed the event of its own last
 * parameter, so that is written once more; after that the look of every five minutes finds them.
 * @param patienceSeconds after that it is told as it stands
 */
export async function awaitRules(
  { parameters, stage, patienceSeconds }: { parameters: Parameters; stage: string; patienceSeconds: number },
  wait: (milliseconds: number) => Promise<unknown> = pause,
): Promise<Standing> {
  for (let waited = 0; ; waited += BETWEEN_S) {
    const found = await parameters.under(parameterPrefix(stage));
    const now = standing(found);
    if (now.pending.length === 0 || waited >= patienceSeconds) return now;
    const connection = found.find(({ name }) => name === 'system/connection');
    if (waited === REMIND_AFTER_S && connection)
      await parameters.put(connectionName(stage), connection.value);
    await wait(BETWEEN_S * 1000);
  }
}
