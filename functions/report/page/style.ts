import { createHash } from 'node:crypto';

/** The style sheet of the report page; the content security policy allows it by its hash and nothing else. */
export const style = `
:root{color-scheme:light dark;--ink:#17212b;--soft:#5b6875;--paper:#fff;--ground:#f3f5f8;--line:#dfe4ea;--track:#eef1f5;--accent:#1d5fbf;--accent-soft:#a9c6ef;--hot:#d9480f;--warm:#f2a33a;--cold:#6fa3dc;--none:#b8c2cc;--good:#2b8a3e;--bad:#c92a2a;--wait:#8aa4c0}
@media(prefers-color-scheme:dark){:root{--ink:#e7ecf1;--soft:#9aa7b4;--paper:#1a2027;--ground:#11161b;--line:#2e3740;--track:#242c34;--accent:#6ea8fe;--accent-soft:#35547f;--hot:#ff7a45;--warm:#f5b95f;--cold:#5d92cc;--none:#5a6570;--good:#51cf66;--bad:#ff8787;--wait:#5f7890}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
main{max-width:70rem;margin:0 auto;padding:clamp(1rem,3vw,2.5rem)}
header{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 1rem;margin:0 0 1.5rem}
.brand{color:var(--accent);font-weight:700;letter-spacing:.02em;margin:0;width:100%}
h1{font-size:clamp(1.5rem,4vw,2.1rem);line-height:1.15;margin:0}
h2{font-size:1.15rem;margin:0 0 .15rem}
p{margin:0 0 1rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.soft{color:var(--soft)}
section,.tile{background:var(--paper);border:1px solid var(--line);border-radius:.8rem}
section{padding:clamp(1rem,2.5vw,1.6rem);margin:0 0 1.25rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.9rem;margin:0 0 1.25rem;padding:0;list-style:none}
.tile{padding:1rem 1.1rem}
.tile .name{color:var(--soft);font-size:.85rem;margin:0}
.tile .figure{font-size:1.9rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums;margin:.1rem 0}
.tile .more{color:var(--soft);font-size:.85rem;margin:0}
.tile.alert .figure{color:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:0 0 .8rem;padding:0;list-style:none;font-size:.85rem;color:var(--soft)}
.legend li::before{content:"";display:inline-block;width:.75rem;height:.75rem;border-radius:.2rem;margin:0 .4rem -.05rem 0;background:var(--key)}
.legend .k-hot{--key:var(--hot)}.legend .k-warm{--key:var(--warm)}.legend .k-cold{--key:var(--cold)}.legend .k-unscored{--key:var(--none)}
.legend .k-leads{--key:var(--accent-soft)}.legend .k-met{--key:var(--good)}.legend .k-late{--key:var(--warm)}.legend .k-open{--key:var(--wait)}.legend .k-overdue{--key:var(--bad)}
.legend .k-line{--key:var(--accent)}.legend .k-line::before{height:.2rem;margin-bottom:.25rem}
.chart{display:block;width:100%;height:auto;overflow:visible}
.chart.narrow{display:none}
.chart text{font:14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
.chart .soft,.chart .axis{fill:var(--soft);font-size:13px}
.chart .value{font-weight:650;font-variant-numeric:tabular-nums}
.track{fill:var(--track)}.grid{stroke:var(--line)}.hover{fill:transparent}
.line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
.leads{fill:var(--accent-soft)}.hot{fill:var(--hot)}.warm{fill:var(--warm)}.cold{fill:var(--cold)}.unscored{fill:var(--none)}
.met{fill:var(--good)}.late{fill:var(--warm)}.open{fill:var(--wait)}.overdue{fill:var(--bad)}
.step{fill:var(--accent)}.s0{fill-opacity:.4}.s1{fill-opacity:.5}.s2{fill-opacity:.6}.s3{fill-opacity:.7}.s4{fill-opacity:.8}.s5{fill-opacity:.9}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.5rem .45rem;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;white-space:nowrap}
td:last-child,th:last-child{padding-right:0}
th{color:var(--soft);font-weight:600;font-size:.82rem;vertical-align:bottom}
tbody tr:last-child>*{border-bottom:0}
th:first-child{text-align:left;padding-left:0;position:sticky;left:0;background:var(--paper)}
tbody th{color:var(--ink);font-size:.92rem}
.parts{display:inline-block;width:6rem;height:.6rem;border-radius:.3rem;vertical-align:middle}
.bad{color:var(--bad);font-weight:600}
ul.files{margin:0;padding:0;list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.6rem}
ul.files a{font-weight:600}
ul.files span{display:block;color:var(--soft);font-size:.88rem}
details{border-top:1px solid var(--line);padding:.6rem 0}
summary{cursor:pointer;font-weight:600}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.2rem;margin:.6rem 0 0;font-size:.92rem}
dt{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86rem}
dd{margin:0;color:var(--soft)}
.empty{color:var(--soft);padding:1rem 0}
@media(max-width:40rem){.chart.wide{display:none}.chart.narrow{display:block}.tiles{grid-template-columns:1fr 1fr;gap:.6rem}.tile{padding:.8rem}.tile .figure{font-size:1.5rem}dl{grid-template-columns:1fr}dd{margin:0 0 .4rem}tbody th{white-space:normal;min-width:7.5rem}}
@media print{:root{color-scheme:light;--ground:#fff;--ink:#000;--soft:#444;--paper:#fff;--line:#ccc;--track:#eee}body{font-size:.85rem}main{padding:0;max-width:none}section,.tile{break-inside:avoid}.chart.wide{display:block}.chart.narrow{display:none}a{color:inherit}}
`;

export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
