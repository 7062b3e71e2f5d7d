export async function handler(): Promise<never> {
  throw new Error('sla/minute-passed is not built yet');
}
