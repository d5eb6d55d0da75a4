// The report as one page that needs nothing else: no script, no font, no picture from elsewhere.

import { html, raw } from "hono/html";

import type { Run } from "../results.ts";
import { renderOutside, renderSeverities } from "./confusion.ts";
import { renderRisk, renderTriageCurve } from "./curve-panels.ts";
import { headlineOf, writeTime } from "./figures.ts";
import type { Html } from "./html.ts";
import { BARS, renderBars } from "./panels.ts";
import { STYLE } from "./style.ts";
import { renderAnchors, renderEverything, renderRuntime, renderSummary } from "./tables.ts";
import { renderTrend } from "./trend.ts";
import { renderInvariants } from "./unbroken.ts";
import { renderWorst } from "./worst.ts";

export type Beside = {
  /** Other runs, in any order. */
  readonly earlier: readonly Run[];
  /** One line for each gate that failed; without it no gate was applied yet. */
  readonly gates?: { readonly failures: readonly string[] };
};

type Section = { readonly id: string; readonly title: string; readonly content: Html };

export async function renderPage(run: Run, beside: Beside): Promise<string> {
  const sections = listSections(run, beside);
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Adep: evals of ${writeTime(run.at)}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>How good the answers are</h1>
<ul class="facts"><li>${writeTime(run.at)}</li><li>knowledge <code>${run.knowledge}</code></li>
<li>Node ${run.node}, ${run.cores} cores</li><li>${run.rows.length} items</li></ul>
${renderGates(beside.gates)}
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
</header>
<main>
${sections.map(({ id, title, content }) => html`<section id="${id}"><h2>${title}</h2>\n${content}</section>\n`)}
</main>
<footer><p>Written by <code>npm run evals</code>. The same figures stand in <code>results.json</code> and <code>junit.xml</code>; rankings
in the format of TREC beside them, for <code>trec_eval -c</code>.</p></footer>
</body>
</html>
`;
  return String(page);
}

function renderGates(gates: Beside["gates"]): Html {
  if (!gates) return html``;
  if (gates.failures.length === 0) return html`<p>All gates are passed.</p>`;
  return html`<p class="alarm">${gates.failures.length} gates failed:</p><ul>${gates.failures.map((line) => html`<li>${line}</li>`)}</ul>`;
}

const READING = html`<p class="note">Under each figure its 95&nbsp;% interval and the number of items. The interval is Wilson's for what is yes or no, and that of
the normal approximation for measures between (MRR, nDCG, citation precision and recall, meanings within reach). Figures are of test items, which nobody
tunes on, where there are any. Right articles were labelled by one author.</p>`;

function listSections(run: Run, { earlier }: Beside): Section[] {
  const figures = headlineOf(run);
  const { rows } = figures;
  return [
    { id: "summary", title: "Summary", content: html`${READING}${renderSummary(figures)}` },
    { id: "invariants", title: "What must hold", content: renderInvariants(run.rows) },
    {
      id: "kinds",
      title: "By kind of text",
      content: html`${READING_BARS}${BARS.map((bars) => renderBars(figures, bars))}`,
    },
    { id: "risk", title: "Risk and coverage", content: html`${READING_RISK}${renderRisk(rows)}` },
    {
      id: "triage",
      title: "Triage",
      content: html`${READING_TRIAGE}${renderTriageCurve(rows)}${renderSeverities(rows)}`,
    },
    { id: "outside", title: "Out of scope", content: html`${READING_OUTSIDE}${renderOutside(rows)}` },
    { id: "trend", title: "From run to run", content: renderTrend(run, earlier) },
    { id: "runtime", title: "Time and size", content: renderRuntime(run) },
    { id: "worst", title: "Where it goes most wrong", content: renderWorst(run.rows) },
    { id: "context", title: "Published figures", content: html`${READING_ANCHORS}${renderAnchors()}` },
    { id: "everything", title: "Everything measured", content: renderEverything(run) },
  ];
}

const READING_BARS = html`<p class="note">A bar is the share, the line across its end the 95&nbsp;% interval, and the number in brackets the number of items. Where few
items stand behind a bar, the line is long: it says how little is known.</p>`;
const READING_RISK = html`<p class="note">If Adep answered only the questions whose first source it believes in most, how many of those answers would begin with a
wrong article? The lower the line, the better belief tells right from wrong (Geifman &amp; El-Yaniv 2017). Questions that it declines are never answered, so that
a line may end before 100&nbsp;%.</p>`;
const READING_TRIAGE = html`<p class="note">A text is raised where it is taken for serious or critical. The lines are those of the belief in that, at each threshold; the single
marks are the verdicts, which have gates of their own. Precision depends on how many of the texts are grave, and among these they are far more than in daily
use. In the tables: label by verdict, with the share of each line; blue where both agree, orange where not.</p>`;
const READING_OUTSIDE = html`<p class="note">Kind of the message by what the reply was; blue where it was declined, orange where not.</p>`;
const READING_ANCHORS = html`<p class="note">What others have published about related tasks, on other data, languages and measures: a sense of what is usual, no comparison.</p>`;
