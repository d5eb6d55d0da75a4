// What the cross-lingual space is learnt from: the same matter said in three languages, side by side in one document.

import { LANGUAGES, type Language } from "../language.ts";
import { countFeatures } from "../text/grams.ts";
import { type Idf, learnIdf, weigh } from "./features.ts";
import { embed, type LsiModel, trainLsi } from "./lsi.ts";
import { type Reading, vectorFeatures } from "./reading.ts";

const DIMENSIONS = 300;
const BITS = 17;
/** Example questions of each language that one document takes. */
const QUESTIONS_PER_DOCUMENT = 4;

export type VectorSpace = { readonly bits: number; readonly idf: Idf; readonly lsi: LsiModel };

/** What is said of one provision, in one language: its text or a question about it. */
export type Statement = {
  readonly provision: number;
  readonly language: Language;
  readonly kind: "text" | "question";
  readonly reading: Reading;
};

export function trainVectorSpace(statements: readonly Statement[]): VectorSpace {
  const documents = trilingualDocuments(statements);
  const counts = documents.map((parts) => countFeatures(parts.flatMap(vectorFeatures), BITS));
  const idf = learnIdf(counts, BITS, 2);
  return {
    bits: BITS,
    idf,
    lsi: trainLsi(
      counts.map((count) => weigh(count, idf)),
      DIMENSIONS,
      2 ** BITS,
    ),
  };
}

/** Unit vector of a reading in the space, or `null` where nothing of it is known. */
export function toVector({ bits, idf, lsi }: VectorSpace, reading: Reading): Float32Array | null {
  return embed(lsi, weigh(countFeatures(vectorFeatures(reading), bits), idf));
}

function trilingualDocuments(statements: readonly Statement[]): Reading[][] {
  const byProvision = new Map<number, Map<string, Reading[]>>();
  for (const { provision, language, kind, reading } of statements) {
    const lists = byProvision.get(provision) ?? new Map<string, Reading[]>();
    const key = `${kind} ${language}`;
    lists.set(key, [...(lists.get(key) ?? []), reading]);
    byProvision.set(provision, lists);
  }
  return [...byProvision.values()].flatMap((lists) => {
    const texts = LANGUAGES.flatMap((language) => lists.get(`text ${language}`) ?? []);
    const questions = LANGUAGES.map((language) => lists.get(`question ${language}`) ?? []);
    const most = Math.max(...questions.map((list) => list.length));
    const chunks = Array.from({ length: Math.ceil(most / QUESTIONS_PER_DOCUMENT) }, (_, chunk) =>
      questions.flatMap((list) => list.slice(chunk * QUESTIONS_PER_DOCUMENT, (chunk + 1) * QUESTIONS_PER_DOCUMENT)),
    );
    return [texts, ...chunks];
  });
}
