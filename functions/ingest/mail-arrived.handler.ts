export async function handler(): Promise<never> {
  throw new Error('ingest/mail-arrived is not built yet');
}
