/** Asks the service of somebody else. Throws `Fault` `service-unavailable` (retryable) where it does not answer. */
export type WebGet = (
  url: string,
  headers: Record<string, string>,
) => Promise<{ status: number; body: Buffer }>;
