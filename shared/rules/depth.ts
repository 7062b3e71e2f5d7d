import * as z from 'zod';
import { Channel } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';

const Grade = z.number().int().min(1).max(4);

/**
 * How deeply people are qualified when they come over a channel (R46): 4 for who was talked to on the telephone, 1 for who
 * sent a card. A product may say otherwise; a channel that is not named counts `otherwise`.
 */
export const DepthRules = z.strictObject({
  channels: z.record(Channel, Grade),
  products: z.record(z.string().min(1), z.record(Channel, Grade)).optional(),
  otherwise: Grade,
});
export type DepthRules = z.infer<typeof DepthRules>;

/** The deepest channel of a lead, and the product whose own table said so. */
export interface Depth {
  value: number;
  channel: string;
  product?: string | undefined;
}

/**
 * The depth of a lead: that of its deepest inquiry, for what was asked on the telephone stays known when the person looks at
 * the web site again. Inquiries that are set aside, and cases that are none, do not count. Null where no channel is known.
 */
export function depthOf(
  { facts, inquiries }: Pick<Lead, 'facts' | 'inquiries'>,
  rules: DepthRules,
): Depth | null {
  const counting = inquiries.filter(({ concern, setAside }) => !concern && !setAside);
  const ways: readonly { channel?: string | undefined; product?: string | undefined }[] =
    counting.length > 0 ? counting : [facts];
  return ways.reduce<Depth | null>((deepest, { channel, product = facts.product }) => {
    if (channel === undefined) return deepest;
    const found = inTable(channel, product, rules);
    return deepest && deepest.value >= found.value ? deepest : found;
  }, null);
}

function inTable(
  channel: string,
  product: string | undefined,
  { channels, products, otherwise }: DepthRules,
): Depth {
  const own =
    product !== undefined && products && Object.hasOwn(products, product) ? products[product] : undefined;
  const special = own && Object.hasOwn(own, channel) ? own[channel] : undefined;
  if (special !== undefined) return { value: special, channel, product };
  const usual = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  return { value: usual ?? otherwise, channel };
}
