export async function handler(): Promise<never> {
  throw new Error('fulfil/mail-reported is not built yet');
}
