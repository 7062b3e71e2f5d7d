export async function handler(): Promise<never> {
  throw new Error('route/lead-qualified is not built yet');
}
