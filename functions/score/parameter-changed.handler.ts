export async function handler(): Promise<never> {
  throw new Error('score/parameter-changed is not built yet');
}
