import { createHmac } from 'node:crypto';
import { isSame } from '../links/signature.ts';

/** RFC 5321: a mail server need not take a longer part before the @. */
const MAX_LOCAL_PART = 64;
/** Characters of a signature: 80 bits cannot be guessed by mail, and an address stays short enough. */
const SIGNATURE_LENGTH = 16;
const LEAD_ID = /^lead_([0-9a-z]{1,30})$/;
const TAGGED = new RegExp(`^([^@+]+)\\+([0-9a-z]{1,30})-([0-9a-z]{${SIGNATURE_LENGTH}})(@[^@]+)$`);
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The address that answers to a mail about a lead come back to: `anfragen+{lead}-{signature}@…`, in small letters and
 * digits only, because mail servers may change capitals.
 * @param sender address that the mail comes from; it comes back as it is where the tag would make it too long
 */
export function replyAddress(sender: string, leadId: string, secret: string): string {
  const [local = '', domain = ''] = sender.split('@');
  const [, id] = LEAD_ID.exec(leadId) ?? [];
  if (!id) return sender;
  const tagged = `${local}+${id}-${sign(id, secret)}`;
  return tagged.length <= MAX_LOCAL_PART ? `${tagged}@${domain}` : sender;
}

/** The lead that an address stands for to which a mail was sent; null for any other address, and for a forged one. */
export function leadOfReplyAddress(recipient: string, secret: string): string | null {
  const [, , id = '', given = ''] = TAGGED.exec(recipient.toLowerCase()) ?? [];
  return id !== '' && isSame(given, sign(id, secret)) ? `lead_${id}` : null;
}

/** Our address as everybody knows it: without the tag of a lead. Any other address stays as it is. */
export function withoutLead(recipient: string): string {
  return recipient.replace(TAGGED, '$1$4');
}

function sign(id: string, secret: string): string {
  const bytes = createHmac('sha256', secret).update(`reply:${id}`).digest();
  return Array.from(bytes.subarray(0, SIGNATURE_LENGTH), (byte) => ALPHABET.charAt(byte % 32)).join('');
}
