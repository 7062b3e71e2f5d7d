export async function handler(): Promise<never> {
  throw new Error('dispatch/events-stored is not built yet');
}
