// Where to look first: the questions that went most wrong.

import { html } from "hono/html";

import type { Row } from "../results.ts";
import { LANGUAGE_NAMES } from "./figures.ts";
import { type Html, scroll, showInvisible } from "./html.ts";

const MOST = 20;
const RANKED = "ndcg@10";

/**
 * Lowest nDCG first; of equal ones the one that was believed in most. Development items only: whoever reads the failures
 * of test items tunes on them.
 */
export function worstRows(rows: readonly Row[], most = MOST): Row[] {
  const scoreOf = ({ scores }: Row): number => scores[RANKED] ?? 1;
  return rows
    .filter((row) => row.split === "dev" && scoreOf(row) < 1)
    .sort(
      (one, other) =>
        scoreOf(one) - scoreOf(other) || (other.belief ?? 0) - (one.belief ?? 0) || compareIds(one, other),
    )
    .slice(0, most);
}

function compareIds(one: Row, other: Row): number {
  const [first, second] = [`${one.suite} ${one.id}`, `${other.suite} ${other.id}`];
  return first < second ? -1 : Number(first > second);
}

export function renderWorst(rows: readonly Row[]): Html {
  const worst = worstRows(rows);
  if (worst.length === 0) return html`<p>No development item with sources went wrong, or none was measured.</p>`;
  const among = rows.filter(({ split, scores }) => split === "dev" && typeof scores[RANKED] === "number").length;
  const heads = ["Question", "Language", "Expected", "Found, best first", "Outcome", "nDCG@10", "Belief"];
  return html`<p class="note">${worst.length} of ${among} development items with sources. Test items are not shown, so that nobody tunes on them.</p>
${scroll(html`<table class="words worst"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${worst.map(renderRow)}</tbody></table>`)}`;
}

function renderRow({ id, suite, language, question, expected, got, outcome, scores, belief }: Row): Html {
  return html`<tr><td class="question"><bdi lang="${language}">${showInvisible(question)}</bdi> <small class="note">${suite} · ${id}</small></td>
<td>${LANGUAGE_NAMES[language]}</td><td class="ids">${listIds(expected)}</td><td class="ids">${listIds(got)}</td>
<td>${outcome}</td><td>${(scores[RANKED] ?? 0).toFixed(3)}</td><td>${belief?.toFixed(2) ?? "–"}</td></tr>\n`;
}

const MOST_SOURCES = 3;

function listIds(ids: readonly string[]): Html {
  if (ids.length === 0) return html`nothing`;
  const more = ids.length > MOST_SOURCES ? html`<span class="id">and ${ids.length - MOST_SOURCES} more</span>` : "";
  return html`${ids.slice(0, MOST_SOURCES).map((id) => html`<span class="id">${id}</span>`)}${more}`;
}
