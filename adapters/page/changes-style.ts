// The stylesheet of a comparison of editions: what is new is underlined and what is gone is struck out, with or without colour.

export const CHANGES_STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --paper: #fdfdfb; --soft: #56616f; --line: #d5dae0; --accent: #0b5f6f; --new: #0a5c36; --new-wash: #e2f4ea; --gone: #98231b; --gone-wash: #fdeceb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14181d; --soft: #a5b0bc; --line: #38424d; --accent: #6cc5d6; --new: #8fe0b3; --new-wash: #17301f; --gone: #ffaca2; --gone-wash: #3a1d1b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 48rem; font: 1rem/1.6 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: .5rem 0; }
h2 { font-size: 1.12rem; line-height: 1.35; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.1rem 0 .2rem; }
a { color: var(--accent); }
nav ul { padding: 0; list-style: none; columns: 16rem; } nav li { padding: .3rem 0; break-inside: avoid; }
nav h2 { border: 0; padding: 0; margin: 1.25rem 0 .25rem; }
.note, h3 small, footer { color: var(--soft); font-size: .9rem; font-weight: 400; }
.words { margin: .2rem 0 .9rem; padding-inline-start: .8rem; border-inline-start: .2rem solid var(--line); white-space: pre-line; }
ins { color: var(--new); background: var(--new-wash); text-decoration: underline; text-decoration-thickness: .1em; text-underline-offset: .15em; }
del { color: var(--gone); background: var(--gone-wash); text-decoration: line-through; }
ins, del { border-radius: .15rem; padding: 0 .1rem; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #999; --accent: #000; --new: #000; --new-wash: transparent; --gone: #000; --gone-wash: transparent; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav a { text-decoration: none; } h2, h3 { break-after: avoid; }
}
@page { size: A4; margin: 16mm; }
`;
