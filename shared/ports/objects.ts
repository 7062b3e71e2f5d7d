/** Files of one bucket. */
export interface Objects {
  put(key: string, body: Uint8Array | string, contentType: string): Promise<void>;
  /** The object's bytes, or null if there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** What lies under a prefix, by name; `at` is when it was put, ISO. */
  list(prefix: string): Promise<{ key: string; size: number; at: string }[]>;
}
