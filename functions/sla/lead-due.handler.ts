export async function handler(): Promise<never> {
  throw new Error('sla/lead-due is not built yet');
}
