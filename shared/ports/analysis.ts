/** Answers SQL (Trino) over the analysis data. */
export interface Analysis {
  /**
   * Runs one query.
   * @returns rows in order, each value as text, null where there is none
   * @throws Fault `query-failed` with the reason, `query-slow` (retryable) where it does not end in time
   */
  query(sql: string): Promise<(string | null)[][]>;
}
