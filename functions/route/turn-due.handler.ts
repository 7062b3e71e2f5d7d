export async function handler(): Promise<never> {
  throw new Error('route/turn-due is not built yet');
}
