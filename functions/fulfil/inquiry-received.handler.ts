export async function handler(): Promise<never> {
  throw new Error('fulfil/inquiry-received is not built yet');
}
