// The page's only stylesheet: readable on a phone, in the dark, and in print.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --paper: #fdfdfb; --soft: #5b6675; --line: #d5dae0; --accent: #0b5f6f; --wash: #eef4f5; --alarm: #a3231c; --alarm-wash: #fdf1ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14181d; --soft: #a5b0bc; --line: #38424d; --accent: #6cc5d6; --wash: #1d252c; --alarm: #ff9b8f; --alarm-wash: #2e1c1b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; font: 1rem/1.55 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; border-bottom: 1px solid var(--line); }
.name { font-weight: 700; font-size: 1.25rem; color: var(--accent); margin: 0 0 .5rem; }
.name a { color: inherit; text-decoration: none; }
nav { display: flex; gap: 1rem; align-items: center; }
.ways { justify-content: space-between; flex-wrap: wrap; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.ways a { padding: .3rem 0; }
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
button { cursor: pointer; min-height: 2.75rem; }
.choices select, .choices input { max-width: 100%; }
.choices > div { min-width: 0; }
button.danger { border-color: var(--alarm); color: var(--alarm); }
button.primary, .choices button { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; padding: .55rem 1.4rem; }
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
.twin { margin: .25rem 0; color: var(--soft); font-size: .95rem; }
.twin summary { cursor: pointer; padding: .3rem 0; }
.edition, .note, .label, footer { color: var(--soft); font-size: .92rem; }
.rule { margin: .4rem 0 .9rem; padding: .5rem .9rem; background: var(--wash); border-radius: .4rem; }
.emergency, .card { margin: 1.25rem 0; padding: .25rem 1.1rem 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--accent); border-radius: .5rem; }
.emergency, .notice { border-color: var(--alarm); background: var(--alarm-wash); }
.emergency { border-width: 2px; font-size: 1.08rem; }
.emergency h2, .card h2 { margin-top: .75rem; }
.card h2, .line, .quote, .queue a { overflow-wrap: anywhere; }
.line { margin: .4rem 0; white-space: pre-line; }
.quote { padding: .7rem .9rem; white-space: pre-wrap; border-left: .2rem solid var(--soft); }
.receipt { font-size: 1.5rem; line-height: 1.6; letter-spacing: .04em; text-align: center; padding: .75rem; border: 2px dashed var(--accent); border-radius: .5rem; }
.receipt code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-weight: 700; user-select: all; }
.presses { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
.write textarea { font-weight: 400; }
.write button { margin-top: .5rem; }
.card > p:last-child { margin-bottom: 0; }
.commissioner { margin-top: 1rem; }
.challenge { margin: .75rem 0; }
.challenge summary { cursor: pointer; padding: .6rem 0; color: var(--soft); }
.offer { margin: .4rem 0; font-weight: 600; }
.enter { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; }
.enter input { flex: 1 1 14rem; min-width: 0; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
.queue { list-style: none; padding: 0; display: grid; gap: .6rem; }
.queue li { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; padding: .6rem .9rem; border: 1px solid var(--line); border-left: .3rem solid var(--accent); border-radius: .5rem; }
.queue li[data-severity=critical] { border-color: var(--alarm); }
.queue li[data-state=closed], .queue li[data-state=withdrawn], .queue li[data-state=referred] { border-left-color: var(--line); }
.queue a { flex: 1 0 100%; font-weight: 700; }
.fact { color: var(--soft); font-size: .92rem; }
.kind { border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .6rem; }
footer h2 { font-size: 1rem; margin: .5rem 0 0; }
.label { border-top: 1px solid var(--line); padding-top: .6rem; margin-bottom: 0; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; }
@media print { form, nav, .examples { display: none; } .reply, .card { border: 0; padding: 0; } }
`;
