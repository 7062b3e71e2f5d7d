import { expect } from 'vitest';
import type { LeadChange, LeadStore } from '../../../shared/ports/lead-store.ts';

/** An empty store. */
export type Fresh = () => Promise<LeadStore>;

/** Writes a change that must be stored. */
export async function stored(store: LeadStore, change: LeadChange): Promise<void> {
  expect(await store.commit(change)).toEqual({ outcome: 'stored' });
}
