/** Texts that administrators see and change: rule documents, and what became of them. */
export interface Parameters {
  /** All parameters below a path, at any depth. Names are relative to it, without a slash at the beginning. */
  under(path: string): Promise<{ name: string; value: string }[]>;
  /** Writes a parameter, whether it exists or not. */
  put(name: string, value: string): Promise<void>;
}
