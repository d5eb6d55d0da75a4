// Confusion matrices: what items are, against what they were taken for.

import { html } from "hono/html";

import { OUTSIDE_KINDS, SEVERITIES } from "../../src/knowledge/schemas.ts";
import { DECLINED, OUTCOMES } from "../../src/question.ts";
import type { Row } from "../results.ts";
import { COLUMNS, nameOf } from "./figures.ts";
import { type Html, scroll } from "./html.ts";

export type Matrix = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column. */
  readonly counts: readonly (readonly number[])[];
};

type Axes = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowOf: (row: Row) => string | undefined;
};

function count(items: readonly Row[], { rows, columns, rowOf }: Axes): Matrix {
  const counts = rows.map((row) => {
    const ofRow = items.filter((item) => rowOf(item) === row);
    return columns.map((column) => ofRow.filter(({ outcome }) => outcome === column).length);
  });
  return { rows, columns, counts };
}

const sliceOf =
  (name: string) =>
  ({ slices }: Row): string | undefined =>
    slices.find((slice) => slice.startsWith(`${name}:`))?.slice(name.length + 1);

export function severityMatrix(rows: readonly Row[]): Matrix {
  const triage = rows.filter(({ suite }) => suite === "triage");
  return count(triage, { rows: SEVERITIES, columns: SEVERITIES, rowOf: sliceOf("severity") });
}

/** Outcomes that no item has are left out. */
export function outsideMatrix(rows: readonly Row[]): Matrix {
  const outside = rows.filter(({ suite }) => suite === "outside");
  const columns = OUTCOMES.filter((outcome) => outside.some((row) => row.outcome === outcome));
  return count(outside, { rows: OUTSIDE_KINDS, columns, rowOf: sliceOf("kind") });
}

type Look = { readonly caption: string; readonly isRight: (row: string, column: string) => boolean };

function renderMatrix({ rows, columns, counts }: Matrix, { caption, isRight }: Look): Html {
  const lines = rows.map((row, at) => {
    const ofRow = counts[at] ?? [];
    const n = ofRow.reduce((sum, one) => sum + one, 0);
    const cells = ofRow.map((one, to) => {
      const share = n === 0 ? 0 : one / n;
      const mark = isRight(row, columns[to] ?? "") ? "right" : "";
      const shade = (0.6 * share).toFixed(2);
      return html`<td class="${mark}" style="--heat:${shade}">${one} <small>${Math.round(100 * share)} %</small></td>`;
    });
    return html`<tr><th scope="row">${row} <small>n ${n}</small></th>${cells}</tr>\n`;
  });
  const heads = columns.map((column) => html`<th scope="col">${column}</th>`);
  return scroll(html`<table class="heat"><caption>${caption}</caption>
<thead><tr><td></td>${heads}</tr></thead><tbody>${lines}</tbody></table>`);
}

function renderAll(rows: readonly Row[], matrixOf: (some: readonly Row[]) => Matrix, isRight: Look["isRight"]): Html {
  const matrices = COLUMNS.map((column) => {
    const matrix = matrixOf(rows.filter(({ language }) => column === "all" || language === column));
    return renderMatrix(matrix, { caption: nameOf(column), isRight });
  });
  return html`<div class="matrices">${matrices}</div>`;
}

export const renderSeverities = (rows: readonly Row[]): Html =>
  renderAll(rows, severityMatrix, (label, verdict) => label === verdict);

export const renderOutside = (rows: readonly Row[]): Html =>
  renderAll(rows, outsideMatrix, (_, outcome) => [...DECLINED].some((declined) => declined === outcome));
