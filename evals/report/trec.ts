// Rankings in the interchange format of TREC, so that any tool of the field can score them again.

import { topicOf } from "../../src/knowledge/provisions.ts";
import type { Row, Run, Suite } from "../results.ts";

export type TrecFiles = { readonly suite: Suite; readonly run: string; readonly qrels: string };

/** Only items that have a ranking and right sources. Documents are articles, as in all measures of ranking here. */
export function renderTrec({ rows, knowledge }: Pick<Run, "rows" | "knowledge">): TrecFiles[] {
  const ranked = rows.filter(({ scores, expected }) => typeof scores["ndcg@10"] === "number" && expected.length > 0);
  const suites = [...new Set(ranked.map(({ suite }) => suite))];
  return suites.map((suite) => {
    const own = ranked.filter((row) => row.suite === suite);
    return {
      suite,
      run: toLines(own, (row) => toRanking(row, `adep-${knowledge.slice(0, 8)}`)),
      qrels: toLines(own, toJudgements),
    };
  });
}

function toLines(rows: readonly Row[], linesOf: (row: Row) => string[]): string {
  return rows
    .flatMap(linesOf)
    .map((line) => `${line}\n`)
    .join("");
}

const articlesOf = (provisions: readonly string[]): string[] => [...new Set(provisions.map(topicOf))];

/** trec_eval sorts by score, not by rank: the score falls with it. */
function toRanking({ id, got }: Row, tag: string): string[] {
  return articlesOf(got).map(
    (article, at) => `${word(id)} Q0 ${word(article)} ${at + 1} ${(1 / (at + 1)).toFixed(6)} ${tag}`,
  );
}

/** The article of the source named first has grade 2, every other one grade 1. */
function toJudgements({ id, expected }: Row): string[] {
  return articlesOf(expected).map((article, at) => `${word(id)} 0 ${word(article)} ${at === 0 ? 2 : 1}`);
}

/** Columns are parted by blanks, so that there may be none within. */
const word = (text: string): string => text.replace(/\s+/g, "_");
