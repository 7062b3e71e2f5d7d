import { createHash } from 'node:crypto';

/** A style sheet, and its hash for the content security policy, which allows this one and nothing else. */
export interface Style {
  text: string;
  hash: string;
}

/** @param text CSS */
export function styleOf(text: string): Style {
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

/** What pages need that only say something, such as the thanks after a form: the look of all pages, and no parts of them. */
export const plainStyle = styleOf(`
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#59636e;--paper:#fff;--ground:#f4f5f7;--line:#d9dee3;--accent:#0b5cad;--edge:#7b858f;--bad:#b3261e;--good:#1a7f37}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4ae;--paper:#1c2126;--ground:#12161a;--line:#353c43;--accent:#6cb2ff;--edge:#7d8791;--bad:#ff8a80;--good:#56d364}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:40rem;margin:clamp(1rem,6vh,4rem) auto;padding:clamp(1.25rem,4vw,2.5rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
p,ul{margin:0 0 1rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft);font-size:.9rem}
ul.findings{list-style:none;padding:0}
ul.findings li{padding:.5rem .75rem;margin:0 0 .5rem;border-left:4px solid var(--bad);background:var(--ground)}
ul.findings li.note{border-color:var(--line)}
h1::first-letter{text-transform:uppercase}
`);
