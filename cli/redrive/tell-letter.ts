import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** Of a queue's message: which event it was about. */
const Pointer = z.object({ type: z.string(), leadId: z.string() }).partial();
/** What Lambda writes about a call that failed for good. */
const Failed = z
  .object({
    requestContext: z.object({ condition: z.string() }),
    responsePayload: z.object({ errorType: z.string() }),
  })
  .partial();

/** What may be told of a message that was given up. */
export interface LetterTold {
  sentAt: string;
  /** Type of the event that it is about. */
  type?: string;
  leadId?: string;
  /** Why it was given up, where whoever did said so. */
  reason?: string;
}

/**
 * What may be told of a dead letter: when it was sent, which event of which lead, why it was given up. Nothing else of its
 * body, which may be a mail's header or a list's row.
 */
export function tellLetter({ Body = '', Attributes = {}, MessageAttributes = {} }: Message): LetterTold {
  const sentAt = new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString();
  const body = parsed(Body);
  const pointer = Pointer.safeParse(body).data ?? {};
  const failed = Failed.safeParse(body).data ?? {};
  const type = word(pointer.type);
  const leadId = word(pointer.leadId);
  const reason = word(
    MessageAttributes.ERROR_CODE?.StringValue ??
      failed.responsePayload?.errorType ??
      failed.requestContext?.condition,
  );
  return { sentAt, ...(type ? { type } : {}), ...(leadId ? { leadId } : {}), ...(reason ? { reason } : {}) };
}

/** Codes and ids are single words; whatever else stands there is not told. */
function word(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w.-]{1,64}$/.test(text) ? text : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
