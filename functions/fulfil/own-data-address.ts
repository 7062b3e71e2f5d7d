import { signLink } from '../../shared/links/link.ts';

const DAY_MS = 86_400_000;
/** An unsubscribe must work as long as the mail may be found again. */
const DAYS = 365;

/**
 * Address of the person's own page, with a link of its own.
 * @param now ISO instant
 */
export async function ownDataAddress(
  { secret, publicUrl }: { secret: () => Promise<string>; publicUrl: string },
  leadId: string,
  now: string,
): Promise<string> {
  const expires = new Date(Date.parse(now) + DAYS * DAY_MS).toISOString();
  const token = signLink({ purpose: 'privacy', leadId, expires }, await secret());
  return `${publicUrl.replace(/\/$/, '')}/v1/privacy/${token}`;
}
