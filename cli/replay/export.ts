/**
 * A folder that holds what a replay needs and nothing else: `leads.ndjson`, `inquiries.ndjson`, `ledgers.ndjson`,
 * `sets.ndjson`, `rules/{hash}.json`, and `manifest.json`, last written. Each line carries digests of what it says, each
 * event its own.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LeadEvent } from '../../shared/domain/events.ts';
import { Inquiry } from '../../shared/domain/inquiry.ts';
import { Lead } from '../../shared/domain/lead.ts';
import { LedgerBody } from '../../shared/domain/ledger.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { CliFailure } from '../output.ts';
import { asStored } from './differences.ts';
import type { Contents } from './read-store.ts';
import type { Finding } from './replay.ts';

/** Something with the digest of its JSON. */
const Sealed = z.object({ digest: z.string(), is: z.unknown() });
type Sealed = z.infer<typeof Sealed>;

const LeadLine = z.object({ lead: Sealed, events: z.array(Sealed) });
const SetLine = z.object({ hash: z.string(), documents: z.record(z.string(), z.string()) });
const Ledger = LedgerBody.unwrap().extend({ pool: z.string(), version: z.number() });
const Manifest = z.object({
  format: z.literal(1),
  leads: z.number(),
  inquiries: z.number(),
  ledgers: z.number(),
  sets: z.number(),
  documents: z.number(),
});

export const MANIFEST = 'manifest.json';

function sealed(value: unknown): Sealed {
  const is = asStored(value);
  return { digest: contentHash(is), is };
}

/** Writes an export into a folder. */
export function writeExport(folder: string, { leads, inquiries, ledgers, archive }: Contents): void {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  const lines = (name: string, values: readonly unknown[]) =>
    writeFileSync(
      join(folder, `${name}.ndjson`),
      values.map((value) => `${JSON.stringify(value)}\n`).join(''),
    );
  lines(
    'leads',
    leads.map(({ lead, events }) => ({ events: events.map(sealed), lead: sealed(lead) })),
  );
  lines('inquiries', inquiries.map(sealed));
  lines('ledgers', ledgers.map(sealed));
  lines(
    'sets',
    [...archive.sets].map(([hash, documents]) => ({ hash, documents })),
  );
  for (const [hash, source] of archive.sources)
    writeFileSync(join(folder, 'rules', `${hash}.json`), `${JSON.stringify(source)}\n`);
  const manifest: z.infer<typeof Manifest> = {
    format: 1,
    leads: leads.length,
    inquiries: inquiries.length,
    ledgers: ledgers.length,
    sets: archive.sets.size,
    documents: archive.sources.size,
  };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads an export; what is not as it was written is a damage with its place.
 * @throws CliFailure where the folder holds none
 */
export function readExport(folder: string): Contents {
  const damages: Finding[] = [];
  const reader = new Reader(folder, damages);
  const leads = reader.lines('leads', LeadLine).flatMap(({ lead, events }) => {
    const of = idIn(lead.is);
    const read = reader.unsealed(Lead, lead, { of, event: '-' });
    const history = events.flatMap(
      (event) => reader.unsealed(LeadEvent, event, { of, event: idIn(event.is) }) ?? [],
    );
    return read ? [{ lead: read, events: history }] : [];
  });
  const inquiries = reader.sealedLines('inquiries', Inquiry);
  const ledgers = reader.sealedLines('ledgers', Ledger);
  const sets = new Map(reader.lines('sets', SetLine).map(({ hash, documents }) => [hash, documents]));
  const sources = reader.rules();
  const counted = { leads, inquiries, ledgers, sets: [...sets], documents: [...sources] };
  reader.count(Object.fromEntries(Object.entries(counted).map(([name, { length }]) => [name, length])));
  const byId = new Map(inquiries.map((inquiry) => [inquiry.id, inquiry]));
  return {
    leads,
    inquiries,
    inquiry: (id) => byId.get(id) ?? null,
    ledgers,
    archive: { sets, sources },
    damages,
  };
}

class Reader {
  readonly #folder: string;
  readonly #damages: Finding[];

  constructor(folder: string, damages: Finding[]) {
    this.#folder = folder;
    this.#damages = damages;
  }

  lines<T>(name: string, schema: z.ZodType<T>): T[] {
    const lines = this.#read(`${name}.ndjson`).split('\n').slice(0, -1);
    return lines.flatMap((line, index) => this.#parsed(schema, line, `${name}.ndjson:${index + 1}`) ?? []);
  }

  sealedLines<T>(name: string, schema: z.ZodType<T>): T[] {
    return this.lines(name, Sealed).flatMap(
      (line) => this.unsealed(schema, line, { of: idIn(line.is), event: '-' }) ?? [],
    );
  }

  /** What a seal holds, if it can be read at all; a broken seal is a damage. */
  unsealed<T>(schema: z.ZodType<T>, { digest, is }: Sealed, place: Pick<Finding, 'of' | 'event'>): T | null {
    const recomputed = contentHash(is);
    if (recomputed !== digest) this.#damages.push({ ...place, path: 'digest', stored: digest, recomputed });
    const parsed = schema.safeParse(is);
    if (parsed.success) return parsed.data;
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    this.#damages.push({ ...place, path, stored: 'unreadable', recomputed: parsed.error.issues[0]?.message });
    return null;
  }

  rules(): Map<string, unknown> {
    const names = readdirSync(join(this.#folder, 'rules')).sort();
    return new Map(
      names.flatMap((name): [string, unknown][] => {
        const source = this.#parsed(z.unknown(), this.#read(join('rules', name)), `rules/${name}`);
        return source === null ? [] : [[name.replace(/\.json$/, ''), source]];
      }),
    );
  }

  /** Whether there is as much as was written. */
  count(counted: Record<string, number>): void {
    const manifest = this.#parsed(Manifest, this.#read(MANIFEST), MANIFEST);
    for (const [path, stored] of Object.entries(manifest ?? {})) {
      const recomputed = counted[path];
      if (path !== 'format' && stored !== recomputed)
        this.#damages.push({ of: MANIFEST, event: '-', path, stored, recomputed });
    }
  }

  #parsed<T>(schema: z.ZodType<T>, text: string, of: string): T | null {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      this.#damages.push({ of, event: '-', path: '', stored: 'unreadable', recomputed: undefined });
      return null;
    }
  }

  #read(name: string): string {
    try {
      return readFileSync(join(this.#folder, name), 'utf8');
    } catch (cause) {
      throw new CliFailure(`${this.#folder} holds no whole export: ${name} is missing.`, { cause });
    }
  }
}

/** A lead names its pool too, or null. */
const Named = z.object({ id: z.string().optional(), pool: z.string().nullish() });

function idIn(value: unknown): string {
  const { id, pool } = Named.safeParse(value).data ?? {};
  return id ?? pool ?? 'unknown';
}
