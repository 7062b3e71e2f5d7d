export async function handler(): Promise<never> {
  throw new Error('score/lead-changed is not built yet');
}
