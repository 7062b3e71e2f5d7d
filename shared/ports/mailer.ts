/** A mail ready to send: text and HTML, addresses already checked. */
export interface OutgoingMail {
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  /** Message-ID of the mail that this one answers. */
  inReplyTo?: string;
  /** Further headers, such as `Auto-Submitted` or `List-Unsubscribe`. */
  headers: Record<string, string>;
  /** What the provider's events carry back: ids only, never personal data. */
  tags: Record<string, string>;
  attachments: { name: string; contentType: string; content: Uint8Array; cid?: string }[];
}

export type SendOutcome =
  | { outcome: 'sent'; messageId: string }
  /** The provider will never take this mail (address or content refused). */
  | { outcome: 'refused'; reason: string };

/** Sends mail. Throws `Fault` `mail-throttled` (retryable, surely not sent) or `mail-in-doubt` (may have been sent). */
export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}
