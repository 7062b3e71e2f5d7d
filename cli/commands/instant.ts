import { CliFailure } from '../output.ts';

/**
 * The instant that an option of a command names, as ISO text; a day is its beginning (UTC).
 * @throws CliFailure where it is neither
 */
export function instantIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CliFailure(`${text} is no day: write 2026-09-14 or 2026-09-14T06:00:00Z.`);
  return new Date(at).toISOString();
}
