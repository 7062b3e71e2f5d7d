export async function handler(): Promise<never> {
  throw new Error('ingest/about is not built yet');
}
