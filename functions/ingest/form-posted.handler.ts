export async function handler(): Promise<never> {
  throw new Error('ingest/form-posted is not built yet');
}
