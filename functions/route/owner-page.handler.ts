export async function handler(): Promise<never> {
  throw new Error('route/owner-page is not built yet');
}
