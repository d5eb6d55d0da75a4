// The stylesheet of the report: on a phone, in the dark, and on paper.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --paper: #fdfdfb; --soft: #56616f; --line: #d5dae0; --wash: #f0f4f5; --accent: #0b5f6f; --alarm: #a3231c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14181d; --soft: #a5b0bc; --line: #38424d; --wash: #1d252c; --accent: #6cc5d6; --alarm: #ff9b8f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .25rem; padding-top: .5rem; border-top: 2px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; } h4 { font-size: .95rem; margin: .25rem 0; }
p { max-width: 46rem; margin: .4rem 0; }
.note, figcaption, caption, footer { color: var(--soft); font-size: .9rem; }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: .5rem 0; padding: 0; list-style: none; }
nav { margin: .75rem 0; } nav a { display: inline-block; padding: .35rem .9rem .35rem 0; }
a { color: var(--accent); }
.alarm { color: var(--alarm); font-weight: 600; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding: .25rem 0; font-weight: 600; color: var(--ink); }
th, td { padding: .3rem .65rem; text-align: end; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th { font-weight: 400; text-align: start; }
thead th { border-bottom: 2px solid var(--soft); vertical-align: bottom; }
.words th, .words td, th.words, td.words { text-align: start; }
.figures tbody th { position: sticky; left: 0; background: var(--paper); min-width: 9.5rem; }
.figures tbody tr.group th { font-weight: 600; background: var(--wash); position: static; }
.group span { display: inline-block; position: sticky; left: .65rem; max-width: calc(100vw - 4rem); }
.figures td { white-space: nowrap; } .figures td small { display: block; color: var(--soft); font-size: .78rem; }
.heat { font-size: .9rem; } .heat th, .heat td { padding: .3rem .45rem; }
.heat td { background: rgba(213, 94, 0, var(--heat, 0)); text-align: center; } .heat td.right { background: rgba(0, 114, 178, var(--heat, 0)); }
.heat td small, .heat th small { display: block; }
.heat td small { color: inherit; opacity: .85; font-size: .78rem; }
.worst td { min-width: 6rem; } .worst td.question { min-width: 16rem; } .anchors td, .anchors th { min-width: 9rem; } .ids { overflow-wrap: anywhere; font-size: .85rem; } .id { display: block; white-space: nowrap; } .invariants tbody th { min-width: 16rem; } .invariants .ids { min-width: 14rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem 1.5rem; align-items: start; }
.panels > * { min-width: 0; }
.matrices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: .25rem 1.5rem; align-items: start; } .matrices > * { min-width: 0; }
.beside { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: center; } .beside > * { min-width: 0; } .beside figure { flex: 1 1 20rem; } .beside td { white-space: nowrap; }
figure { margin: 0; max-width: 27rem; } .chart svg { width: 100%; height: auto; display: block; }
details { margin: 1rem 0; } summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) { th, td { padding: .3rem .4rem; } .figures tbody th { min-width: 7rem; max-width: 8rem; } .figures tbody tr.group th { max-width: none; } .invariants tbody th { min-width: 10rem; } }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --wash: #f0f0f0; --accent: #000; --alarm: #a3231c; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 8.5pt; } body { max-width: none; padding: 0; } nav, details { display: none; }
  .scroll { overflow: visible; } .figures tbody th, .group span { position: static; }
  th, td { padding: .2rem .4rem; } .worst td, .worst td.question, .figures tbody th { min-width: 0; }
  .panels { grid-template-columns: repeat(3, 1fr); gap: .5rem .75rem; } .matrices { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .heat { font-size: .75rem; } .heat th, .heat td { padding: .15rem .25rem; } .id { white-space: normal; } .worst { font-size: .9rem; } .beside figure { flex: 0 1 16rem; }
  h2, h3, caption { break-after: avoid; } tr, figure { break-inside: avoid; } thead { display: table-header-group; }
}
@page { size: A4; margin: 14mm; }
`;
