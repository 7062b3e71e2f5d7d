import { documents, type Subject } from '../../shared/rules/documents.ts';
import type { Status } from '../../shared/rules/status.ts';
import { prefixes } from '../../shared/wiring.ts';
import { CliFailure } from '../output.ts';
import type { RulesSystem } from './system.ts';

/**
 * An activated version of a document, by its hash or the beginning of it.
 * @throws CliFailure where there is none, or it is of another document
 */
export async function archived({ bucket }: RulesSystem, subject: Subject, hash: string): Promise<string> {
  const known = await bucket.list(`${prefixes.ruleArchive}${hash}`);
  const [first, second] = known;
  if (second) throw new CliFailure(`More than one version begins with ${hash}: write more of it.`);
  const bytes = first ? await bucket.get(first.key) : null;
  if (!bytes) throw new CliFailure(`No version ${hash} was ever in force.`);
  const source: unknown = JSON.parse(Buffer.from(bytes).toString());
  if (!documents[subject].safeParse(source).success)
    throw new CliFailure(`Version ${hash} is no document ${subject} that this version of Leitwerk can use.`);
  return JSON.stringify(source, null, 2);
}

/**
 * The version to go back to where none is named: the one that was in force before.
 * @throws CliFailure where nothing is known of one
 */
export function formerOf(subject: Subject, status: Status | null): string {
  if (status?.before) return status.before;
  throw new CliFailure(`Nothing is known of an earlier version of ${subject}: name one with --to <hash>.`);
}
