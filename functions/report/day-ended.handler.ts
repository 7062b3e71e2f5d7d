export async function handler(): Promise<never> {
  throw new Error('report/day-ended is not built yet');
}
