import type { ActiveDocument } from '../../shared/ports/active-rules.ts';
import { type ActiveDocuments, activeDocument } from '../../shared/rules/active.ts';
import { type ActiveScoring, type AreaRanks, AreaTable, rankAreas } from '../../shared/rules/areas.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { type Documents, documents, type Subject } from '../../shared/rules/documents.ts';
import type { ClockRules } from '../../shared/rules/watch.ts';
import { youngDocuments } from '../../shared/rules/young-documents.ts';

/** Every version of the rules that decided something: sets name documents, documents are as they were written. */
export interface Archive {
  /** By the hash of the set: subject → hash of the document. */
  sets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** By content hash; the tables that documents name are among them. */
  sources: ReadonlyMap<string, unknown>;
}

/** A decision names rules that the archive does not hold. */
export class RulesMissing extends Error {
  override readonly name = 'RulesMissing';
}

/** Finds documents in an archive; each is parsed once. */
export class ArchivedRules {
  readonly #archive: Archive;
  readonly #parsed = new Map<string, ActiveDocuments>();
  readonly #areas = new Map<string, AreaRanks>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /**
   * The document of a set, or the version of it that a decision names itself.
   * @throws RulesMissing
   */
  document<S extends Subject>(subject: S, set: string, named?: string): ActiveDocument<Documents[S]> {
    const { hash, source } = this.#entry(subject, set, named);
    const known = this.#parsed.get(hash) ?? {};
    const kept = known[subject];
    // The same document stands in many sets.
    if (kept) return { ...kept, set };
    const fresh = activeDocument(subject, { hash, source }, documents);
    this.#parsed.set(hash, Object.assign(known, { [subject]: fresh }));
    return { ...fresh, set };
  }

  /**
   * The scoring document of a set with the area table that it names.
   * @throws RulesMissing
   */
  scoring(set: string): ActiveScoring {
    const scoring = this.document('scoring', set);
    const named = scoring.document.areas;
    if (!named) return scoring;
    const kept = this.#areas.get(scoring.hash);
    if (kept) return { ...scoring, areas: kept };
    const { success, data } = AreaTable.safeParse(this.#archive.sources.get(named.table));
    if (!success) throw new RulesMissing(`the area table ${named.table} is not in the archive`);
    const areas = rankAreas(data, named.weights);
    this.#areas.set(scoring.hash, areas);
    return { ...scoring, areas };
  }

  /** A set from before a subject existed says of it what the running system says then: nothing, or the least. */
  #entry(subject: Subject, set: string, named?: string): { hash: string; source: unknown } {
    const known = this.#archive.sets.get(set);
    const hash = named ?? known?.[subject];
    const young = known && hash === undefined ? youngDocuments[subject] : undefined;
    if (young) return young;
    const source = hash === undefined ? undefined : this.#archive.sources.get(hash);
    if (hash === undefined || source === undefined)
      throw new RulesMissing(`${subject} ${hash ?? `of set ${set}`} is not in the archive`);
    return { hash, source };
  }

  /**
   * What starts the clocks, of a set.
   * @throws RulesMissing
   */
  clocks(set: string): ClockRules {
    return {
      deadlines: this.document('deadlines', set),
      calendars: this.document('calendars', set),
      retention: this.document('retention', set),
    };
  }

  /** What lies under a name that it does not bear: somebody changed it. */
  forged(): { path: string; stored: string; recomputed: string }[] {
    const { sets, sources } = this.#archive;
    const named = [
      ...[...sources].map(([hash, source]) => ({ path: `rules/${hash}`, stored: hash, source })),
      ...[...sets].map(([hash, set]) => ({ path: `sets/${hash}`, stored: hash, source: set })),
    ];
    return named.flatMap(({ path, stored, source }) => {
      const recomputed = contentHash(source);
      return recomputed === stored ? [] : [{ path, stored, recomputed }];
    });
  }
}
