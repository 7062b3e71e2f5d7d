import { plainStyle, styleOf } from './style.ts';

/** What pages need with forms, tables, cards and a head above. Apart, because the intake of forms shows none of them. */
export const fullStyle = styleOf(`${plainStyle.text}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
dl,table{margin:0 0 1rem}
.bad{color:var(--bad)}
.good{color:var(--good)}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.25rem 1rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;padding:.4rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
form{margin:0 0 1rem}
label{display:block;margin:0 0 .25rem;font-weight:600}
input,select,textarea{width:100%;padding:.55rem .65rem;margin:0 0 .9rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:.4rem}
button,a.button{padding:.6rem 1.1rem;font:inherit;font-weight:600;color:#fff;background:#0b5cad;border:1px solid #0b5cad;border-radius:.4rem;cursor:pointer;text-decoration:none;display:inline-block}
button.quiet{color:var(--accent);background:none;border-color:var(--edge)}
blockquote{margin:0 0 1rem;padding:.5rem .9rem;border-left:4px solid var(--line);white-space:pre-line;overflow-wrap:anywhere}
details{margin:0 0 .5rem}
summary{padding:.35rem 0;font-weight:600;cursor:pointer;color:var(--accent)}
details[open]>form{padding:.75rem 0 .25rem}
.badge{display:inline-block;padding:0 .5rem;font-size:.85rem;font-weight:600;color:var(--soft);border:1px solid var(--line);border-radius:1rem;white-space:nowrap}
.badge.strong{color:var(--bad);border-color:var(--bad)}
.row,.bar{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
.row{margin:0}
.row>input,.row>select{width:auto;margin:0;flex:1 1 9rem}
.row>button{flex:none}
.grow{flex:1 1 16rem}
header{background:var(--paper);border-bottom:1px solid var(--line)}
.bar{max-width:82rem;margin:0 auto;padding:.6rem 1rem;gap:.6rem 1.25rem}
.bar form.row{flex-wrap:nowrap}
.bar form.grow{flex-basis:11rem}
.bar .row>input{flex:1 1 6rem;width:6rem;min-width:0}
.bar button{padding:.4rem .8rem}
.bar input{padding:.35rem .65rem}
nav a{padding:.25rem 0;text-decoration:none}
nav a[aria-current]{color:var(--ink);font-weight:600;border-bottom:2px solid var(--accent)}
header+main{max-width:82rem;margin:0 auto;padding:1.25rem 1rem 3rem;background:none;border:0}
.grid{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
.card{padding:.9rem 1rem;margin:0 0 .75rem;background:var(--paper);border:1px solid var(--line);border-radius:.6rem;overflow-wrap:anywhere}
.card>:last-child{margin-bottom:0}
.card p{margin-bottom:.3rem}
.card h2{margin-top:0}
.plain{list-style:none;padding:0}
h2::first-letter,li>a::first-letter{text-transform:uppercase}
li>a{display:inline-block}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:.6rem;margin:0 0 1rem}
.scroll table{margin:0}
.scroll tbody:last-child tr:last-child>*{border-bottom:0}
fieldset{margin:0 0 1rem;padding:.75rem 1rem 0;border:1px solid var(--line);border-radius:.6rem}
legend{padding:0 .4rem;font-weight:600}
[hidden]{display:none}
tbody th{font-weight:600}
td{font-variant-numeric:tabular-nums}
@media(max-width:45rem){.lines thead{display:none}.lines tr,.lines th,.lines td{display:block;border:0;padding:.1rem .75rem}.lines tr{padding:.6rem 0;border-bottom:1px solid var(--line)}.lines td:empty{display:none}.lines td::before{content:attr(data-label) ": ";color:var(--soft)}}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--paper)}
@media(min-width:60rem){.split{display:grid;gap:0 1.5rem;grid-template-columns:minmax(0,1fr) 23rem;align-items:start}.split>aside{grid-column:2;grid-row:1}.split>div{grid-column:1;grid-row:1}}
`);
