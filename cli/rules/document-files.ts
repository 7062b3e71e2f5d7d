import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DocumentPart } from '../../shared/rules/document-parts.ts';
import { parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { CliFailure } from '../output.ts';

/** Documents as files hold them: the parts of each, named as their parameters. */
export type WrittenDocuments = Map<Subject, DocumentPart[]>;

/** A subject by its name; null where there is none of that name. */
export function subjectNamed(name: string): Subject | null {
  return subjects.find((subject) => subject === name) ?? null;
}

/**
 * Reads rule documents from files and folders. A file is named after its document (`scoring.json`), lies in a folder that is
 * (`scoring/criteria.json` is a part of it), or says it by its `$schema`.
 * @throws CliFailure where a file cannot be read or is of no known document
 */
export function documentsIn(paths: readonly string[]): WrittenDocuments {
  const found: WrittenDocuments = new Map();
  for (const { path, given } of paths.flatMap(filesBelow)) {
    const text = textOf(path);
    const document = documentOf(path, text);
    if (!document && !given) continue;
    if (!document)
      throw new CliFailure(`${path}: of which document is it? Name it after one: ${subjects.join(', ')}.`);
    const parts = [...(found.get(document.subject) ?? []), { name: document.name, text }];
    found.set(
      document.subject,
      parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }
  if (found.size === 0) throw new CliFailure(`There is no rule document in ${paths.join(', ')}.`);
  return found;
}

function filesBelow(path: string): { path: string; given: boolean }[] {
  try {
    if (!statSync(path).isDirectory()) return [{ path, given: true }];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => ({ path: join(path, file), given: false }));
  } catch (cause) {
    throw new CliFailure(`${path} cannot be read.`, { cause });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliFailure(`${path} cannot be read.`, { cause });
  }
}

function documentOf(path: string, text: string): { subject: Subject; name: string } | null {
  const own = basename(path, '.json');
  const named = subjectNamed(own);
  if (named) return { subject: named, name: parameterOf(named) };
  const folder = subjectNamed(basename(dirname(path)));
  if (folder) return { subject: folder, name: `${parameterOf(folder)}/${own}` };
  const said = subjectNamed(/"\$schema"\s*:\s*"[^"]*\/schemas\/([\w-]+)\.json"/.exec(text)?.[1] ?? '');
  return said ? { subject: said, name: parameterOf(said) } : null;
}
