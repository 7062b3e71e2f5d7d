import { createHash } from 'node:crypto';
import { type Markup, markup } from './markup.ts';

export interface Page {
  language: 'de' | 'en';
  title: string;
  /** What stands below the title; `markup` makes it. */
  main: Markup;
}

/** The one style sheet of all pages; the content security policy allows it by its hash and nothing else. */
const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#59636e;--paper:#fff;--ground:#f4f5f7;--line:#d9dee3;--accent:#0b5cad;--bad:#b3261e;--good:#1a7f37}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4ae;--paper:#1c2126;--ground:#12161a;--line:#353c43;--accent:#6cb2ff;--bad:#ff8a80;--good:#56d364}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:40rem;margin:clamp(1rem,6vh,4rem) auto;padding:clamp(1.25rem,4vw,2.5rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
p,ul,dl,table{margin:0 0 1rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft);font-size:.9rem}
.bad{color:var(--bad)}
.good{color:var(--good)}
ul.findings{list-style:none;padding:0}
ul.findings li{padding:.5rem .75rem;margin:0 0 .5rem;border-left:4px solid var(--bad);background:var(--ground)}
ul.findings li.note{border-color:var(--line)}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.25rem 1rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;padding:.4rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
form{margin:0 0 1rem}
label{display:block;margin:0 0 .25rem;font-weight:600}
input,select,textarea{width:100%;padding:.55rem .65rem;margin:0 0 .9rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.4rem}
button{padding:.6rem 1.1rem;font:inherit;font-weight:600;color:#fff;background:#0b5cad;border:0;border-radius:.4rem;cursor:pointer}
button.quiet{color:var(--accent);background:none;border:1px solid var(--line)}
`;

/** For the content security policy of pages. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** The whole document. A page brings its words and no style of its own. */
export function renderPage({ language, title, main }: Page): string {
  const body = markup`<main><h1>${title}</h1>${main}</main>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${markup`${title}`.text}</title><style>${style}</style></head><body>${body.text}</body></html>`;
}
