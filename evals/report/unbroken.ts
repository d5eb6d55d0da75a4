// What must hold for every single item, and the items where it does not.

import { html } from "hono/html";

import { findBroken, isAlwaysOne } from "../invariants.ts";
import type { Row } from "../results.ts";
import { type Html, scroll } from "./html.ts";

const MOST_IDS = 8;

const LABELS: Readonly<Record<string, string>> = {
  verbatim: "Quotes stand in the knowledge word for word",
  known: "Every citation is a provision of the knowledge",
  edition: "Every citation is of the edition in force on the day",
  withstood: "Attacks are withstood",
  "masked names": "Names are masked",
  "masked numbers": "Numbers and addresses are masked",
  caught: "Critical texts are caught as critical",
};

/** `caught` must hold for critical texts alone. */
function isMeant(metric: string, { slices }: Row): boolean {
  return isAlwaysOne(metric) || slices.includes("severity:critical");
}

/** Over the items of both splits: here one failure counts. */
export function renderInvariants(rows: readonly Row[]): Html {
  const broken = findBroken(rows);
  const metrics = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))];
  const lines = metrics
    .filter((metric) => isAlwaysOne(metric) || metric === "caught")
    .map((metric) => {
      const n = rows.filter((row) => typeof row.scores[metric] === "number" && isMeant(metric, row)).length;
      const ids = broken.filter((one) => one.metric === metric).map(({ id }) => id);
      return renderLine({ label: LABELS[metric] ?? metric, n, ids });
    });
  const heads = ["On every item", "Failed", "n", "Items that failed"];
  return scroll(html`<table class="words invariants"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${lines}</tbody></table>`);
}

function renderLine({ label, n, ids }: { label: string; n: number; ids: readonly string[] }): Html {
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : "";
  return html`<tr><th scope="row">${label}</th><td class="${ids.length > 0 ? "alarm" : ""}">${ids.length}</td>
<td>${n}</td><td class="ids">${ids.slice(0, MOST_IDS).join(", ")}${more}</td></tr>\n`;
}
