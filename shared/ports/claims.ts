/** What is known of something that must happen once. */
export type Claim =
  /** Nobody did it: it is yours now. */
  | { outcome: 'claimed' }
  /** Somebody began and did not say that it was done: it may have happened. */
  | { outcome: 'in-doubt'; since: string }
  | { outcome: 'done'; at: string; reference: string }
  | { outcome: 'refused'; at: string; reason: string };

/** Lets something happen once, whatever is delivered twice or crashes between (spec 4: claim, send, done). */
export interface Claims {
  /** Takes the claim, or tells what became of it. */
  claim(key: string, now: string): Promise<Claim>;
  done(key: string, now: string, reference: string): Promise<void>;
  refused(key: string, now: string, reason: string): Promise<void>;
  /**
   * Takes a claim over that still is as it was at `since` (when it came into doubt, or was refused): for another try
   * once it is certain that the first did nothing. False if somebody else was quicker, or it is done.
   */
  takeOver(key: string, since: string, now: string): Promise<boolean>;
  read(key: string): Promise<Claim | null>;
}
