import type { ListImport } from '../domain/list.ts';

/** The lists that were brought, with how far each has come. */
export interface ListImports {
  /** Stores a new one; false if there is one of this id. */
  begin(list: ListImport): Promise<boolean>;
  load(id: string): Promise<ListImport | null>;
  /** Puts the next version in place; false if somebody else did before. @param list its version is the one it was read with */
  advance(list: ListImport): Promise<boolean>;
  /** The newest, at most so many. */
  recent(limit: number): Promise<ListImport[]>;
}
