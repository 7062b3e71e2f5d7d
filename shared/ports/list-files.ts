export interface ListFile {
  size: number;
  /** Changes with the content. */
  tag: string;
  /** ISO instant at which it was stored. */
  at: string;
  metadata: Record<string, string>;
}

/** The files of lists, which may be larger than memory. */
export interface ListFiles {
  /** What is known of a file without reading it; null if there is none. */
  about(key: string): Promise<ListFile | null>;
  /** Bytes of a file from a place on, at most so many. */
  part(key: string, from: number, length: number): Promise<Buffer>;
}
