export async function handler(): Promise<never> {
  throw new Error('route/staff-api is not built yet');
}
