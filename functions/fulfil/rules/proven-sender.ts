import type { Inquiry } from '../../../shared/domain/inquiry.ts';

const DOUBTS = ['sender-unproven', 'sender-forged'];

/** The address that a mail provably came from; null for what came over another channel, or from whoever may be another. */
export function provenSender({ messageId, findings, from }: Inquiry): string | null {
  if (!messageId || !from?.includes('@') || findings.some(({ code }) => DOUBTS.includes(code))) return null;
  return from;
}
