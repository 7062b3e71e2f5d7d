/** Text made safe for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5a6675;--line:#d9dee5;--paper:#fff;--ground:#f4f6f8;--accent:#0b5c6b;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf2;--soft:#9eabba;--line:#333d49;--paper:#1a212a;--ground:#12171d;--accent:#5cc0d0;--on:#0d1318}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1rem 4rem}
header{background:var(--paper);border-bottom:1px solid var(--line)}
header div{max-width:64rem;margin:0 auto;padding:.8rem 1rem;display:flex;gap:.4rem 1.4rem;flex-wrap:wrap;align-items:baseline}
header strong{font-size:1.1rem;letter-spacing:.01em}header strong a{color:inherit;text-decoration:none}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.1rem;margin:0 0 .4rem}
p{margin:.3rem 0 .8rem}a{color:var(--accent)}.soft{color:var(--soft)}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));margin:1.5rem 0}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.2rem}
.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center}
button,.button{font:inherit;font-weight:600;background:var(--accent);color:var(--on);border:1px solid var(--accent);border-radius:.4rem;padding:.45rem .9rem;cursor:pointer;text-decoration:none;display:inline-block}
button.quiet{background:transparent;color:var(--accent)}
label{display:block;font-weight:600;margin:.9rem 0 .2rem}label span{font-weight:400;color:var(--soft)}
input,select,textarea{font:inherit;width:100%;padding:.5rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper);color:inherit}
.wide{gap:.3rem 1.1rem}.row select,.row input{width:auto}textarea{min-height:7rem}
input[type=checkbox]{width:auto;margin-right:.5rem}
button:focus-visible,.button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.mails{list-style:none;padding:0;background:var(--paper);border:1px solid var(--line);border-radius:.6rem}
.mails li{padding:.7rem 1.2rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}.mails li:last-child{border:0}.mails a{display:block;font-weight:600}
code,pre{font-family:ui-monospace,monospace;font-size:.85rem}pre{background:var(--ground);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .7rem;overflow-x:auto;margin:.5rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
iframe{width:100%;height:34rem;border:1px solid var(--line);border-radius:.6rem;background:#fff;margin-bottom:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.grid{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr))}
.hidden{position:absolute;left:-9999px}
`;

/** A page of the local machine: title, language and body (already HTML), with the way to the other pages on top. */
export function page(title: string, body: string, lang = 'en'): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · Leitwerk</title><style>${STYLE}</style></head><body>
<header><div><strong><a href="/">Leitwerk</a></strong><nav class="row wide" aria-label="Pages"><a href="/_local/form">Form</a>
<a href="/_local/mailbox">Mailbox</a><a href="/_local/report">Report</a><a href="/console">Console</a></nav></div></header>
<main>${body}</main></body></html>`;
}

/** An instant as `2026-11-24 09:00:00 UTC`. */
export function instantText(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
