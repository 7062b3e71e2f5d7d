import { areasIn } from '../../shared/area-tables.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import type { LeadStore, Page } from '../../shared/ports/lead-store.ts';
import type { RuleSet } from '../../shared/rules/active.ts';
import type { Stored, StoredLead } from './replay.ts';

/** A store whose contents are replayed; `archived` is a document by its hash, out of the archive of the rules. */
export interface Source {
  store: Pick<LeadStore, 'list' | 'loadItself' | 'listInquiries' | 'loadLedger'>;
  ruleSet: (hash: string) => Promise<RuleSet | null>;
  archived: (hash: string) => Promise<unknown>;
}

/** Everything that a source holds, with lists that can be written to an export. */
export interface Contents extends Stored {
  leads: StoredLead[];
  inquiries: Inquiry[];
}

const PAGE = 100;
/** Histories read at a time. */
const AT_ONCE = 16;

/**
 * Reads a store whole: leads with their histories, inquiries, ledgers, and all rules that they name.
 * @param told how many leads have been read
 */
export async function readStore(
  { store, ruleSet, archived }: Source,
  told: (leads: number) => void,
): Promise<Contents> {
  const leads: StoredLead[] = [];
  for await (const page of pages((cursor) => store.list({ limit: PAGE, ...cursor }))) {
    for (let first = 0; first < page.length; first += AT_ONCE) {
      const some = page.slice(first, first + AT_ONCE).map(({ id }) => store.loadItself(id));
      leads.push(...(await Promise.all(some)).filter((found) => found !== null));
    }
    told(leads.length);
  }
  // A lead that was joined into another one stands in no list.
  for (let gone = joined(leads); gone.length > 0; gone = joined(leads)) {
    const found = (await Promise.all(gone.map((id) => store.loadItself(id)))).filter((lead) => lead !== null);
    if (found.length === 0) break;
    leads.push(...found);
  }
  const inquiries: Inquiry[] = [];
  for await (const page of pages((cursor) => store.listInquiries({ limit: PAGE, ...cursor })))
    inquiries.push(...page);
  const pools = named(leads, (event) => ('pool' in event.data ? [event.data.pool] : []));
  const ledgers = await Promise.all(pools.map((pool) => store.loadLedger(pool)));
  const byId = new Map(inquiries.map((inquiry) => [inquiry.id, inquiry]));
  return {
    leads,
    inquiries,
    inquiry: (id) => byId.get(id) ?? null,
    ledgers: ledgers.filter((ledger): ledger is Ledger => ledger !== null),
    archive: await archiveOf(leads, ruleSet, archived),
  };
}

async function archiveOf(
  leads: readonly StoredLead[],
  ruleSet: Source['ruleSet'],
  archived: Source['archived'],
): Promise<Stored['archive']> {
  const sets = new Map<string, Record<string, string>>();
  const sources = new Map<string, unknown>();
  for (const hash of named(leads, ({ set }) => (set ? [set] : []))) {
    const set = Object.entries((await ruleSet(hash)) ?? {});
    if (set.length === 0) continue;
    sets.set(hash, Object.fromEntries(set.map(([subject, entry]) => [subject, entry.hash])));
    for (const [, entry] of set) sources.set(entry.hash, entry.source);
  }
  const others = named(leads, ({ rulesHash }) => (rulesHash ? [rulesHash] : []));
  const add = async (hash: string) => {
    const source = sources.has(hash) ? null : await archived(hash);
    if (source !== null) sources.set(hash, source);
  };
  for (const hash of others) await add(hash);
  for (const source of [...sources.values()]) {
    const areas = areasIn(source);
    if (areas) await add(areas.table);
  }
  return { sets, sources };
}

/** Leads that others took over and that are not among these. */
function joined(leads: readonly StoredLead[]): string[] {
  const known = new Set(leads.map(({ lead }) => lead.id));
  return named(leads, (event) => (event.type === 'DuplicateMerged' ? [event.data.lead] : [])).filter(
    (id) => !known.has(id),
  );
}

/** What the events of all leads name, each once. */
function named(
  leads: readonly StoredLead[],
  names: (event: StoredLead['events'][number]) => string[],
): string[] {
  return [...new Set(leads.flatMap(({ events }) => events.flatMap(names)))].sort();
}

async function* pages<T>(read: (from: { cursor?: string }) => Promise<Page<T>>): AsyncGenerator<T[]> {
  let from: { cursor?: string } | null = {};
  while (from) {
    const page: Page<T> = await read(from);
    yield page.items;
    from = page.cursor ? { cursor: page.cursor } : null;
  }
}
