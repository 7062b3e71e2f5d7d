import { type Markup, markup } from './markup.ts';
import type { Style } from './style.ts';

export interface Page {
  language: 'de' | 'en';
  title: string;
  /** What stands below the title; `markup` makes it. */
  main: Markup;
  /** Stands above, on pages that lead to others; such a page takes the width that it gets. */
  header?: Markup;
  /** Path of the page's script, on pages that have one; they work without it too. */
  script?: string;
}

/** The whole document. A page brings its words and no style of its own. */
export function renderPage({ language, title, main, header, script }: Page, style: Style): string {
  const body = markup`${header ? markup`<header>${header}</header>` : ''}<main id="main"><h1>${title}</h1>${main}</main>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${markup`${title}`.text}</title><style>${style.text}</style>${script ? markup`<script src="${script}" defer></script>`.text : ''}</head><body>${body.text}</body></html>`;
}
