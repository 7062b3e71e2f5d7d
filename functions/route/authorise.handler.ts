export async function handler(): Promise<never> {
  throw new Error('route/authorise is not built yet');
}
