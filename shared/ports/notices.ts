import * as z from 'zod';

/** A reader whose turn to be told has come. */
export const TurnToTell = z.object({ reader: z.string() });
export type TurnToTell = z.infer<typeof TurnToTell>;

/** A message that waits to be told to somebody: which event of which lead it is about, and nothing about the person. */
export interface Notice {
  eventId: string;
  leadId: string;
  /** When it happened, as ISO instant: the oldest is told first. */
  at: string;
}

/** Messages that are told to one reader together. */
export interface Bundle {
  reader: string;
  /** Names this telling; the same bundle keeps it until it is told. */
  id: string;
  notices: readonly Notice[];
  /** True where more wait than these. */
  more: boolean;
  /** The version of the reader's turn that the bundle was taken with. */
  version: number;
}

/** Messages that wait for their readers, who get them together (spec 6: bundled per quarter hour). */
export interface Notices {
  /**
   * Keeps a message for a reader, once for ever, however often it is asked to, and plans the reader's next turn: at
   * `now`, unless one is planned already.
   */
  add(reader: string, notice: Notice, now: string): Promise<void>;
  /**
   * Takes what a reader is told next, the oldest `most` messages, if the turn has come. Until it is told, it stays the
   * same. Null where the turn has not come, or nothing waits: then the next message gets a turn at once.
   */
  take(reader: string, now: string, most: number): Promise<Bundle | null>;
  /** Forgets the messages of a bundle and plans the reader's next turn. Whoever comes second changes nothing. */
  told(bundle: Bundle, nextTurn: string): Promise<void>;
  /** Readers whose turn is at or before `until`, the longest waiting first, and when the next one after those has one. */
  due(until: string, limit: number): Promise<{ readers: string[]; nextAt: string | null }>;
}

/** The claim under which a bundle is sent once. */
export const bundleClaim = (bundleId: string): string => `bundle:${bundleId}`;

/** The claim that says that the provider could not deliver a bundle. */
export const returnedClaim = (bundleId: string): string => `returned:${bundleId}`;
