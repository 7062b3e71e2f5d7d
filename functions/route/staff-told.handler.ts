export async function handler(): Promise<never> {
  throw new Error('route/staff-told is not built yet');
}
