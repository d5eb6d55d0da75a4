// How the figures went from run to run.

import { html } from "hono/html";

import { LANGUAGES } from "../../src/language.ts";
import type { Run, Suite } from "../results.ts";
import { trendChart } from "./charts.ts";
import { draw } from "./draw.ts";
import { type Figures, headlineOf, writeMean, writeTime } from "./figures.ts";
import { type Html, scroll } from "./html.ts";
import { figureOf, GROUPS, type Line } from "./summary-lines.ts";

type Watched = { readonly suite: Suite; readonly line: Line };

const WATCHED: readonly Watched[] = GROUPS.flatMap(({ suite, lines }) => {
  const kept: Partial<Record<Suite, readonly string[]>> = {
    questions: ["recall@1", "recall@3"],
    outside: ["declined"],
    triage: ["offered or caught"],
  };
  return lines.filter(({ metric }) => kept[suite]?.includes(metric)).map((line) => ({ suite, line }));
});

type Moment = { readonly run: Run; readonly figures: Figures };

/** Oldest first, this run last; a run that was saved twice counts once. */
export function inOrder(run: Run, earlier: readonly Run[]): Run[] {
  const byTime = new Map([...earlier.filter(({ at }) => at < run.at), run].map((one) => [one.at, one]));
  return [...byTime.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

export function renderTrend(run: Run, earlier: readonly Run[]): Html {
  const moments = inOrder(run, earlier).map((one): Moment => ({ run: one, figures: headlineOf(one) }));
  const few = html`<p class="note">No earlier run was saved: there is nothing to compare with yet.</p>`;
  if (moments.length < 2) return html`${few}${renderRuns(moments)}`;
  const charts = WATCHED.map(({ suite, line }, at) => {
    const option = trendChart(
      moments.map(({ run: { at: time }, figures }) => ({
        label: time.slice(5, 10),
        shares: sharesOf(figures, { suite, line }),
      })),
    );
    const title = `${line.label}, ${suite}, over ${moments.length} runs`;
    return html`<figure><h3>${line.label}</h3>${draw(option, { name: `trend${at}`, title })}</figure>`;
  });
  return html`<div class="panels">${charts}</div>${renderRuns(moments)}`;
}

function sharesOf(figures: Figures, { suite, line }: Watched) {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const share = figureOf(figures, { suite }, line, language);
      return share ? [[language, share.mean]] : [];
    }),
  );
}

function renderRuns(moments: readonly Moment[]): Html {
  const lines = moments.map(({ run, figures }) => {
    const cells = WATCHED.map(({ suite, line }) => {
      const share = figureOf(figures, { suite }, line, "all");
      return html`<td>${share ? html`${writeMean(line.metric, share)} <small>n ${share.n}</small>` : "–"}</td>`;
    });
    return html`<tr><th scope="row">${writeTime(run.at)} <small><code>${run.knowledge}</code></small></th>${cells}</tr>\n`;
  });
  const heads = WATCHED.map(({ line }) => html`<th scope="col">${line.label}</th>`);
  return scroll(html`<table class="figures"><caption>All languages together</caption>
<thead><tr><th class="words" scope="col">Run</th>${heads}</tr></thead><tbody>${lines}</tbody></table>`);
}
