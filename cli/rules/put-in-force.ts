import { asParameter } from '../../infra/cdk/default-documents.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import type { DocumentPart } from '../../shared/rules/document-parts.ts';
import { parameterOf, type Subject } from '../../shared/rules/documents.ts';
import { isObject } from '../../shared/rules/rule-errors.ts';
import { partsOf, type Status, statusOf, writtenHash } from '../../shared/rules/status.ts';
import { prefixes } from '../../shared/wiring.ts';
import { CliFailure } from '../output.ts';
import type { RulesSystem } from './system.ts';

/** Bytes that a parameter takes at most (advanced tier). */
const MOST_BYTES = 8192;
const BETWEEN_MS = 1000;
/** The event of a change comes within seconds; without it the look of every five minutes finds it. */
const PATIENCE_S = 330;

/**
 * Writes a document to where administrators write it, and waits for the verdict of the system. A change that is held is let go.
 * @throws CliFailure where it cannot be written, or nobody judges it in time
 */
export async function putInForce(
  system: RulesSystem,
  subject: Subject,
  parts: readonly DocumentPart[],
): Promise<Status> {
  const found = await system.parameters.under(system.prefix);
  const others = partsOf(found, subject).filter(({ name }) => !parts.some((part) => part.name === name));
  if (others.length > 0)
    throw new CliFailure(
      `${subject} lies in ${others.map(({ name }) => name).join(', ')} as well: give all its parts as files of a folder ${subject}/, or delete that parameter.`,
    );
  for (const { name, text } of parts)
    await system.parameters.put(`${system.prefix}${name}`, await fitting(system, subject, text));
  const status = await verdict(system, subject);
  return status.status === 'pending' ? letGo(system, subject, status) : status;
}

/**
 * Lets a change go in force that was held.
 * @throws CliFailure where none is
 */
export async function letGo(system: RulesSystem, subject: Subject, status: Status | null): Promise<Status> {
  if (!status?.pending) throw new CliFailure(`No change of ${subject} is held.`);
  await system.parameters.put(`${system.prefix}approved/${subject}`, status.pending);
  return verdict(system, subject, (now) => now.hash === status.pending || now.status === 'refused');
}

/** The text as a parameter can hold it; a larger one goes to the rules bucket, and the parameter points to it. */
async function fitting({ bucket }: RulesSystem, subject: Subject, text: string): Promise<string> {
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  const source: unknown = JSON.parse(text);
  if (Buffer.byteLength(JSON.stringify(source)) <= MOST_BYTES)
    return asParameter(parameterOf(subject), text).text;
  const object = `${prefixes.largeDocuments}${subject}-${contentHash(source)}.json`;
  await bucket.put(object, text, 'application/json');
  const { version = 1, note = subject } = isObject(source) ? source : {};
  return JSON.stringify({ version, note, object }, null, 2);
}

async function verdict(
  { parameters, prefix, wait }: RulesSystem,
  subject: Subject,
  isIt: (status: Status) => boolean = () => true,
): Promise<Status> {
  for (let waited = 0; waited < PATIENCE_S * 1000; waited += BETWEEN_MS) {
    const found = await parameters.under(prefix);
    const status = statusOf(found, subject);
    if (status?.written === writtenHash(partsOf(found, subject)) && isIt(status)) return status;
    await wait(BETWEEN_MS);
  }
  throw new CliFailure(
    `${subject} was written, and the system did not look at it within ${PATIENCE_S} seconds: see RulesErrors in docs/runbook.md.`,
  );
}
