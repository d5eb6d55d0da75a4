// The tables of figures: the summary, everything that was measured, and what the run itself took.

import { html } from "hono/html";

import type { Run } from "../results.ts";
import { ANCHORS } from "./anchors.ts";
import { COLUMNS, type Figures, nameOf, type Share, splitsOf, toFigures, writeInterval, writeMean } from "./figures.ts";
import { type Html, scroll } from "./html.ts";
import { figureOf, GROUPS } from "./summary-lines.ts";

const HEAD = html`<thead><tr><th class="words" scope="col">Figure</th>
${COLUMNS.map((column) => html`<th scope="col">${nameOf(column)}</th>`)}</tr></thead>`;

function renderCell(metric: string, share: Share | null): Html {
  if (!share) return html`<td>–</td>`;
  const interval = writeInterval(metric, share);
  return html`<td>${writeMean(metric, share)} <small>${interval} · n ${share.n}</small></td>`;
}

const SPLIT_NAMES = { test: "test items", dev: "development items, as none were kept back" } as const;

export function renderSummary(figures: Figures): Html {
  const splits = splitsOf(figures.rows);
  const groups = GROUPS.filter(({ suite }) => splits.has(suite)).map((group) => {
    const lines = group.lines.map((line) => {
      const cells = COLUMNS.map((column) => renderCell(line.metric, figureOf(figures, group, line, column)));
      return html`<tr><th scope="row">${line.label}</th>${cells}</tr>\n`;
    });
    const title = `${group.title} (${SPLIT_NAMES[splits.get(group.suite) ?? "test"]})`;
    return html`<tbody><tr class="group"><th scope="rowgroup" colspan="${COLUMNS.length + 1}"><span>${title}</span></th></tr>
${lines}</tbody>`;
  });
  return scroll(html`<table class="figures">${HEAD}${groups}</table>`);
}

/** Every score of every suite, for both splits. */
export function renderEverything(run: Run): Html {
  const figures = toFigures(run.rows);
  const whole = figures.all.filter(({ language }) => language === "all");
  const kinds = whole.filter(({ slice }) => slice.startsWith("split:"));
  const lines = kinds.map(({ suite, metric, slice }) => {
    const cells = COLUMNS.map((language) => renderCell(metric, figures.find({ suite, metric, slice, language })));
    return html`<tr><th scope="row">${suite} · ${metric} · ${slice.replace("split:", "")}</th>${cells}</tr>\n`;
  });
  return html`<details><summary>Every score of every suite, for development and test items (${kinds.length} lines)</summary>
${scroll(html`<table class="figures">${HEAD}<tbody>${lines}</tbody></table>`)}</details>`;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export function renderRuntime({ latency, indexBytes, rssBytes, seconds, rows }: Run): Html {
  const milliseconds = (value: number): string => `${value.toFixed(1)} ms (n ${latency.n})`;
  const lines = [
    ["One answer, median", milliseconds(latency.p50)],
    ["One answer, 95th percentile", milliseconds(latency.p95)],
    ["One answer, 99th percentile", milliseconds(latency.p99)],
    ["Index on disk", `${mebibytes(indexBytes)} (n 1)`],
    ["Memory of the measuring process", `${mebibytes(rssBytes)} (n 1)`],
    ["The whole run", `${seconds.toFixed(1)} s for ${rows.length} items`],
  ];
  return scroll(
    html`<table class="words"><tbody>${lines.map(
      ([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`,
    )}</tbody></table>`,
  );
}

export function renderAnchors(): Html {
  const lines = ANCHORS.map(
    ({ source, measured, figures, items }) =>
      html`<tr><th scope="row">${source}</th><td>${measured}</td><td>${figures}</td><td>${items}</td></tr>\n`,
  );
  const heads = ["Source", "Measured", "Found", "On"].map((head) => html`<th scope="col">${head}</th>`);
  return scroll(html`<table class="words anchors"><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table>`);
}
