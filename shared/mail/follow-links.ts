import type { Block, Span } from './template.ts';

/** Gives the address that stands in the mail instead, by which a click is heard of. */
export type FollowLink = (to: string, place: { link: number; links: number }) => string;

/**
 * Puts other addresses into the links of a text. Only into those that the template writes out and that say nothing of a
 * person: addresses with variables and of mailboxes stay as they are. The same address is the same link.
 */
export function followLinks(blocks: readonly Block[], follow: FollowLink): Block[] {
  const written = [...new Set(blocks.flatMap(addressesOf).filter(isWrittenOut))];
  const instead = (address: string) => {
    const index = written.indexOf(address);
    return index < 0 ? address : follow(address, { link: index + 1, links: written.length });
  };
  const inSpans = (spans: readonly Span[]) =>
    spans.map((span) => ('text' in span ? span : { ...span, address: instead(span.address) }));
  return blocks.map((block): Block => {
    if (block.kind === 'button') return { ...block, address: instead(block.address) };
    if (block.kind === 'list') return { ...block, items: block.items.map(inSpans) };
    return { ...block, spans: inSpans(block.spans) };
  });
}

const isWrittenOut = (address: string): boolean => address.startsWith('https://') && !address.includes('{{');

function addressesOf(block: Block): string[] {
  if (block.kind === 'button') return [block.address];
  const spans = block.kind === 'list' ? block.items.flat() : block.spans;
  return spans.flatMap((span) => ('text' in span ? [] : [span.address]));
}
