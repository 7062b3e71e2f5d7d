/** A list arrives: by upload, or dropped into the bucket with its statement beside it. */
import { createHash } from 'node:crypto';
import { newId } from '../../shared/domain/ids.ts';
import type { ListImport, ListStatement } from '../../shared/domain/list.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { ListFile, ListFiles } from '../../shared/ports/list-files.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { readStatement } from './list-statement.ts';
import { readColumns } from './rules/list/columns.ts';
import { findFormat, type ListHead } from './rules/list/find-format.ts';

/** What a list may take for its header and the rows by which it is understood. Bytes. */
export const HEAD_BYTES = 64 * 1024;
const IMPORT_ID = /^imp_[0-9a-z]{22}$/;

export interface DropPorts {
  lists: ListImports;
  files: ListFiles;
  objects: Pick<Objects, 'get'>;
  now: Now;
}

/** A list before its first row is read. */
export function newList(
  about: Pick<ListImport, 'id' | 'statement' | 'by' | 'correlationId' | 'file'>,
  now: string,
): ListImport {
  return {
    ...about,
    version: 0,
    state: 'waiting',
    reason: null,
    format: null,
    columns: [],
    done: { bytes: 0, rows: 0, parts: 0 },
    counts: { created: 0, merged: 0, duplicate: 0, quarantined: 0, refused: 0 },
    createdAt: now,
    updatedAt: now,
  };
}

const REFUSED = {
  'utf-16': 'The list is written in UTF-16. Save it as CSV in UTF-8.',
  'old-encoding':
    'The umlauts of the list are those of an old Mac or of DOS, and would be read wrong. Save it as CSV in UTF-8.',
  'no-header': 'The list has no row with the names of its columns.',
};

/** Reads the beginning of a list. @returns how it is written and what its columns mean, or why it cannot be taken */
export function readHead(
  start: Buffer,
  last: boolean,
  { map, kind }: Pick<ListStatement, 'map' | 'kind'>,
): { head: ListHead; columns: ListImport['columns'] } | { code: string; detail: string } {
  const head = findFormat(start, last);
  if ('refused' in head) return { code: head.refused, detail: REFUSED[head.refused] };
  const { columns, faults } = readColumns(head.header, map, kind);
  const [fault] = faults;
  if (!fault) return { head, columns };
  const hint = fault.suggestion ? ` Did you mean ${fault.suggestion}?` : '';
  return fault.fault === 'unknown-column'
    ? { code: fault.fault, detail: `The list has no column "${fault.name}".` }
    : { code: fault.fault, detail: `There is no field "${fault.name}".${hint}` };
}

/**
 * Begins the import of a file that was dropped into the bucket; its statement is in the metadata of the object or in
 * a file beside it, `NAME.csv.json`, whichever order the two come in.
 * @returns the id of the import, or null where there is nothing to take in (yet)
 */
export async function beginDropped(ports: DropPorts, key: string): Promise<string | null> {
  const file = key.replace(/\.json$/, '');
  const about = file.endsWith('/') ? null : await ports.files.about(file);
  if (!about) return null;
  const said = { ...about.metadata, ...(await besides(ports, `${file}.json`)) };
  const now = ports.now();
  const named = said['import-id'] ?? '';
  const id = IMPORT_ID.test(named) ? named : idOf(file, about, said);
  const read = readStatement(said);
  const base = { id, by: 'system', correlationId: id, file: { key: file, size: about.size } };
  if (read.ok) await ports.lists.begin(newList({ ...base, statement: read.statement }, now));
  else await ports.lists.begin(refusedList(base, read.faults.map(({ message }) => message).join(' '), now));
  return id;
}

function refusedList(
  base: Pick<ListImport, 'id' | 'by' | 'correlationId' | 'file'>,
  detail: string,
  now: string,
): ListImport {
  // Nothing is known of the people in it: the strictest is assumed until somebody states more.
  const statement: ListStatement = {
    source: base.file.key.split('/').at(-1) ?? 'unknown',
    channel: 'import',
    kind: 'inquiries',
    requested: false,
    legalBasis: 'legitimate-interest',
    map: {},
    dryRun: false,
  };
  return {
    ...newList({ ...base, statement }, now),
    state: 'refused',
    reason: { code: 'statement-missing', detail },
  };
}

async function besides({ objects }: DropPorts, key: string): Promise<Record<string, string>> {
  const bytes = await objects.get(key);
  if (!bytes) return {};
  try {
    const said: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const entries = typeof said === 'object' && said !== null ? Object.entries(said) : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([column, field]) => `${column}=${String(field)}`)
    .join(',');
}

/** The same for the same file with the same statement, so that a notice that comes twice begins one import. */
function idOf(key: string, { tag, at }: ListFile, said: Record<string, string>): string {
  const whole = JSON.stringify([key, tag, Object.entries(said).sort()]);
  const hash = createHash('sha256').update(whole).digest('hex');
  return newId('imp', at).slice(0, 'imp_'.length + 9) + hash.slice(0, 13);
}
