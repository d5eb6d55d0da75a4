// A question that the law answers: where the right sources stand, what is cited, and whether it is cited as it is.

import { editionOn } from "../../src/editions/shelf.ts";
import { topicOf } from "../../src/knowledge/provisions.ts";
import { type Citation, DECLINED, type Question, type Reply } from "../../src/question.ts";
import type { ItemSplit } from "../dataset-schemas.ts";
import { type Grades, ndcgAt, recallAt, reciprocalRank } from "../metrics/ranking.ts";
import type { InsideItem } from "../plain-schemas.ts";
import type { Row } from "../results.ts";
import type { Service } from "./service.ts";

const MOST_GOT = 10;

export type Graded = readonly { readonly provision: string; readonly grade: number }[];
/** The part of a row that the reply decides. */
export type Measured = Pick<Row, "scores" | "belief" | "got" | "outcome">;
export type Wanted = {
  readonly question: Question;
  readonly language: Row["language"];
  readonly expected: Graded;
};

export async function measureQuestion(
  service: Service,
  item: InsideItem,
  { suite, split }: { suite: "questions" | "short"; split: ItemSplit },
): Promise<Row[]> {
  const { id, language, style, overlap, expected, question } = item;
  const graded = expected.map((provision, at) => ({ provision, grade: at === 0 ? 2 : 1 }));
  const asked = { text: question };
  const reply = await service.ask(asked);
  const row: Row = {
    ...{ suite, id, split, language, question, expected },
    slices: [`style:${style}`, `overlap:${overlap}`],
    ...scoreAnswer(service, { question: asked, language, expected: graded }, reply),
  };
  return [row];
}

/** All scores of a question with sources. Ranking and citations count by articles: a paragraph beside the right one helps. */
export function scoreAnswer(service: Service, { question, language, expected }: Wanted, reply: Reply): Measured {
  const grades = gradesByArticle(expected);
  const got = gotOf(reply);
  const articles = [...new Set(got.map(topicOf))];
  const cited = reply.citations.map(({ provision }) => provision);
  const right = cited.map(topicOf).filter((article) => grades.has(article));
  const scores = {
    ...Object.fromEntries([1, 3, 5, 10].map((k) => [`recall@${k}`, recallAt(articles, grades, k)])),
    mrr: reciprocalRank(articles, grades),
    "ndcg@10": ndcgAt(articles, grades, 10),
    paragraph: Number(cited.some((id) => expected.some(({ provision }) => provision === id))),
    "citation precision": cited.length === 0 ? null : right.length / cited.length,
    "citation recall": new Set(right).size / grades.size,
    // An outcome that is neither an answer nor declined is a fault, and no answer.
    answered: Number(!DECLINED.has(reply.outcome) && cited.length > 0),
    language: Number(reply.language === language),
    ...scoreFidelity(service, question, reply),
  };
  return { scores, got, belief: beliefOf(reply), outcome: reply.outcome };
}

/** Whether what is cited is in the knowledge, word for word and of the right edition; `null` where nothing is cited. */
export function scoreFidelity(service: Service, question: Question, { citations, language }: Reply): Row["scores"] {
  const { provisions, documents, shelf } = service.knowledge;
  const { day } = service.read(question);
  const summaryOf = ({ provision }: Citation): string | undefined =>
    provisions.find(({ id }) => id === provision)?.summary[language];
  const officialOf = ({ document: id }: Citation) => {
    const document = documents.get(id);
    return document ? editionOn(shelf, { document, language, day }) : null;
  };
  const isVerbatim = (citation: Citation): boolean =>
    citation.kind === "summary"
      ? citation.quote === summaryOf(citation)
      : officialOf(citation)?.text.includes(citation.quote) === true;
  const isOfEdition = (citation: Citation): boolean => {
    const { document, edition, inForceFrom, inForceTo, kind } = citation;
    const act = documents.get(document);
    const right = kind === "summary" ? act?.edition : officialOf(citation)?.edition;
    const isSame = right === edition && act?.inForceFrom === inForceFrom && act.inForceTo === inForceTo;
    return isSame && inForceFrom <= day && (inForceTo === null || day <= inForceTo);
  };
  const all = (isRight: (citation: Citation) => boolean): number | null =>
    citations.length === 0 ? null : Number(citations.every(isRight));
  return {
    verbatim: all(isVerbatim),
    edition: all(isOfEdition),
    known: all((citation) => summaryOf(citation) !== undefined),
  };
}

/** What is cited, then what stands by, best first. */
export function gotOf({ citations, related }: Reply): string[] {
  return [...citations.map(({ provision }) => provision), ...related].slice(0, MOST_GOT);
}

/** In the first source; `null` where none is given, as nothing is answered then. */
export function beliefOf({ citations }: Reply): number | null {
  return citations[0]?.score ?? null;
}

/** An article is as good as the best of its provisions. */
function gradesByArticle(expected: Graded): Grades {
  const grades = new Map<string, number>();
  for (const { provision, grade } of expected) {
    const article = topicOf(provision);
    grades.set(article, Math.max(grade, grades.get(article) ?? 0));
  }
  return grades;
}
