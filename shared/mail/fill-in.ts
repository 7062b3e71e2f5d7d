import Mustache from 'mustache';
import type { Block, Span, Variables } from './template.ts';

/** One form of a mail: how it writes texts and links. */
export interface Form {
  escape: (text: string) => string;
  /** `label` and `address` are escaped already. */
  link: (label: string, address: string) => string;
}

const WEB_OR_MAIL = /^(https?:\/\/|mailto:)/;

/** Fills a text's variables in. */
export function fillIn(text: string, variables: Variables, escaped: Form['escape']): string {
  return Mustache.render(text, variables, {}, { escape: escaped });
}

/** A block with its variables filled in; null where nothing is left to say. */
export type Filled =
  | { kind: 'heading' | 'paragraph' | 'button'; text: string }
  | { kind: 'list'; items: string[] };

/** Fills the variables of a template in, in one form. Blocks and items whose texts stay empty and
 * links that lead nowhere are left out. */
export function fillBlocks(blocks: readonly Block[], variables: Variables, form: Form): Filled[] {
  const fill = (spans: readonly Span[]) =>
    spans
      .map((span) => fillSpan(span, variables, form))
      .join('')
      .trim();
  return blocks.flatMap((block): Filled[] => {
    if (block.kind === 'list') {
      const items = block.items.map(fill).filter((item) => item !== '');
      return items.length > 0 ? [{ kind: 'list', items }] : [];
    }
    const text = fill(block.kind === 'button' ? [block] : block.spans);
    return text === '' ? [] : [{ kind: block.kind, text }];
  });
}

function fillSpan(span: Span, variables: Variables, form: Form): string {
  if ('text' in span) return fillIn(span.text, variables, form.escape);
  const address = fillIn(span.address, variables, String);
  const label = fillIn(span.label, variables, form.escape);
  return label.trim() !== '' && WEB_OR_MAIL.test(address) ? form.link(label, form.escape(address)) : '';
}
