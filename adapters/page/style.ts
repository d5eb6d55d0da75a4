// The page's only stylesheet: readable on a phone, in the dark, and in print.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --paper: #fdfdfb; --soft: #5b6675; --line: #d5dae0; --accent: #0b5f6f; --wash: #eef4f5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14181d; --soft: #a5b0bc; --line: #38424d; --accent: #6cc5d6; --wash: #1d252c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; font: 1rem/1.55 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; border-bottom: 1px solid var(--line); }
.name { font-weight: 700; font-size: 1.25rem; color: var(--accent); margin: 0 0 .5rem; }
nav { display: flex; gap: 1rem; }
a { color: var(--accent); }
nav a[aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 1rem 0 .25rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
label { display: block; font-weight: 600; margin: .5rem 0 .25rem; }
textarea, select, input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem; padding: .55rem .7rem; }
textarea { width: 100%; resize: vertical; }
.choices { display: flex; gap: 1rem; flex-wrap: wrap; align-items: end; }
.choices label { font-weight: 400; color: var(--soft); }
button { cursor: pointer; }
.choices button { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; padding: .55rem 1.4rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.examples { list-style: none; padding: 0; display: grid; gap: .5rem; }
.example { width: 100%; text-align: start; border-color: var(--line); background: var(--wash); }
.reply { margin-top: 1.5rem; padding: .25rem 1.1rem 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--accent); border-radius: .5rem; }
.answer { font-size: 1.08rem; }
.sources { padding-inline-start: 1.4rem; }
.sources li { margin-bottom: 1rem; }
.place, .edition { margin: .25rem 0; }
blockquote { margin: .4rem 0; padding: .1rem .9rem; background: var(--wash); border-radius: .4rem; }
blockquote p { margin: .5rem 0; }
.edition, .note, .label, footer { color: var(--soft); font-size: .92rem; }
.kind { border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .6rem; }
.label { border-top: 1px solid var(--line); padding-top: .6rem; margin-bottom: 0; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; }
@media print { form, nav, .examples { display: none; } .reply { border: 0; padding: 0; } }
`;
