// Everything trained from the knowledge: lexical indexes, the vector space, the scorers. Built once, loaded at start.

import type { Knowledge } from "../knowledge/knowledge.ts";
import { type Bm25Index, buildBm25 } from "../retrieval/bm25.ts";
import type { Classifier } from "../retrieval/classifier.ts";
import { trainLanguageDetector } from "../retrieval/detect-language.ts";
import { type Reading, readText } from "../retrieval/reading.ts";
import { trainScope } from "../retrieval/scope.ts";
import { trainSituations } from "../retrieval/situation-scorer.ts";
import { toVector, trainVectorSpace, type VectorSpace } from "../retrieval/vector-space.ts";
import { buildConceptFinder } from "../text/concepts.ts";
import type { TriageScorer } from "../triage/scorer.ts";
import { type Entry, listEntries } from "./entries.ts";
import { type EntryTable, tabulate } from "./entry-table.ts";
import type { Scorers } from "./scorers.ts";

export type Model = {
  readonly table: EntryTable;
  /** BM25 over the example questions; entry `n` is the n-th entry of kind "question". */
  readonly questions: Bm25Index;
  /** BM25F over titles and summaries; entry `n` is the n-th entry of kind "text". */
  readonly texts: Bm25Index;
  readonly space: VectorSpace;
  /** Classes are the topics. */
  readonly topics: Classifier;
  readonly scope: Classifier;
  /** Classes are the situations. */
  readonly situations: Classifier;
  readonly language: Classifier;
  readonly triage: TriageScorer;
};

export type Built = { readonly model: Model; readonly vectors: readonly (Float32Array | null)[] };

/** Told after each piece of work: the share done, between 0 and 1. */
export type OnProgress = (share: number) => void;

const TITLE_WEIGHT = 2.5;
/** Every n-th text is enough to tell three languages apart. */
const SAMPLED = 3;

/** Everything but the scorers that are trained beside it. Runs for half a minute without a pause. */
export function buildModel(
  knowledge: Knowledge,
  onProgress: OnProgress,
): Omit<Built, "model"> & { readonly model: Omit<Model, keyof Scorers> } {
  const finder = buildConceptFinder(knowledge.thesaurus);
  const statements = listEntries(knowledge).map((entry) => ({
    ...entry,
    reading: readText(`${entry.title} ${entry.text}`, finder),
  }));
  const lexical = buildLexical(statements);
  onProgress(0.1);
  const samples = knowledge.outside.map(({ language, question }) => ({ language, text: question }));
  const language = trainLanguageDetector([...statements, ...samples].filter((_, at) => at % SAMPLED === 0));
  onProgress(0.3);
  const situations = trainSituations(
    statements.flatMap(({ situation, reading }) => (situation === null ? [] : [{ situation, reading }])),
    knowledge.situations.length,
  );
  const scope = trainScope([
    ...statements.map(({ kind, title, reading }) => ({
      reading: kind === "question" ? reading : readText(title, finder),
      kind: null,
    })),
    ...knowledge.outside.map(({ kind, question }) => ({ kind, reading: readText(question, finder) })),
  ]);
  onProgress(0.35);
  const space = trainVectorSpace(statements);
  onProgress(0.95);
  const vectors = statements.map(({ reading }) => toVector(space, reading));
  onProgress(1);
  return { model: { table: tabulate(statements), ...lexical, space, scope, situations, language }, vectors };
}

type Statement = Entry & { readonly reading: Reading };

function buildLexical(statements: readonly Statement[]): Pick<Model, "questions" | "texts"> {
  const texts = statements.flatMap(({ kind, title, text }) => {
    if (kind !== "text") return [];
    return [
      [
        { text: bonesOf(title), weight: TITLE_WEIGHT },
        { text: bonesOf(text), weight: 1 },
      ],
    ];
  });
  const questions = statements.flatMap(({ kind, reading }) =>
    kind === "question" ? [[{ text: reading.bones.join(" "), weight: 1 }]] : [],
  );
  return { questions: buildBm25(questions), texts: buildBm25(texts) };
}

const NO_CONCEPTS = buildConceptFinder({});

function bonesOf(text: string): string {
  return readText(text, NO_CONCEPTS).bones.join(" ");
}
