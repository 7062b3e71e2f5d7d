export async function handler(): Promise<never> {
  throw new Error('report/events-stored is not built yet');
}
