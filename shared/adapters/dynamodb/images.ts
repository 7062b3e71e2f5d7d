import type { Inquiry } from '../../domain/inquiry.ts';
import type { StoredChange } from '../../ports/stored-change.ts';
import { type Item, readNumber } from './attributes.ts';
import { readInquiry, readLead, type StoredLead } from './items.ts';

/** An attribute as the stream hands it to a function: bytes are base64 text there. */
type ImageAttribute = { S?: string | undefined; N?: string | undefined; B?: string | Uint8Array | undefined };

/** An item as a record of the table's stream shows it. */
export type Image = Readonly<Record<string, ImageAttribute>>;

/** What kind of item an image shows: `lead`, `inquiry`, `history`, `identity`, …; counters have no type. */
export const imageType = (image: Image): string | undefined => image.type?.S;

/** The lead of an image, its recent events, and the number of its newest event. Throws `Fault` `item-unreadable`. */
export function decodeLeadImage(image: Image): StoredLead & { seq: number } {
  return { ...readLead(asItem(image)), seq: imageSeq(image) };
}

/** The number of the newest event, without unpacking: all that is needed of an old image. */
const imageSeq = (image: Image): number => readNumber(asItem(image), 'seq');

/** The inquiry of an image. Throws `Fault` `item-unreadable`. */
const decodeInquiryImage = (image: Image): Inquiry => readInquiry(asItem(image));

function asItem(image: Image): Item {
  const item: Item = {};
  for (const [name, { S, N, B }] of Object.entries(image)) {
    if (S !== undefined) item[name] = { S };
    else if (N !== undefined) item[name] = { N };
    else if (B !== undefined) item[name] = { B: typeof B === 'string' ? Buffer.from(B, 'base64') : B };
  }
  return item;
}

/**
 * What a stream record tells the rest of the system, or null where it tells nothing (locks, ledgers, claims, removals).
 * @throws Fault `item-unreadable`
 */
export function storedChange(record: {
  NewImage?: Image | undefined;
  OldImage?: Image | undefined;
}): StoredChange | null {
  const { NewImage: image, OldImage: old } = record;
  if (!image) return null;
  switch (imageType(image)) {
    case 'lead': {
      const since = old ? imageSeq(old) : 0;
      const events = decodeLeadImage(image).events.filter(({ seq }) => seq > since);
      return { kind: 'lead', before: old ? decodeLeadImage(old).lead : null, events };
    }
    case 'inquiry': {
      const inquiry = decodeInquiryImage(image);
      return inquiry.leadId || old ? null : { kind: 'inquiry', inquiry };
    }
    default:
      return null;
  }
}
