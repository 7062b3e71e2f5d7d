/** A mail ready to send: text and HTML. */
export interface OutgoingMail {
  from: Mailbox;
  /** One address, whoever typed it; one that cannot be an address is refused. */
  to: string;
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  /** Message-ID of the mail that this one answers. */
  inReplyTo?: string;
  /** Further headers, such as `Auto-Submitted` or `List-Unsubscribe`. */
  headers: Record<string, string>;
  /** What the provider's events carry back: ids only, never personal data; all but letters, digits, `_`, `-` becomes `_`. */
  tags: Record<string, string>;
  /** True where the person allows us to hear of what they open and click in it. */
  followed?: boolean;
  attachments: { name: string; contentType: string; content: Uint8Array; cid?: string }[];
}

/** An address of our own with the name that the reader sees. */
interface Mailbox {
  name: string;
  address: string;
}

export type SendOutcome =
  | { outcome: 'sent'; messageId: string }
  /** The provider will never take this mail (address or content refused). */
  | { outcome: 'refused'; reason: string };

/**
 * Sends mail. Throws a Fault (all retryable): `mail-throttled` and `mail-unavailable` where the mail was surely not
 * sent (too fast; paused, not configured, not reachable), `mail-in-doubt` where it may have been.
 */
export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}
