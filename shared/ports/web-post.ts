/**
 * Posts to the service of somebody else; follows it nowhere. Throws Fault `service-unavailable` (retryable) where it
 * does not answer.
 */
export type WebPost = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<{ status: number }>;
