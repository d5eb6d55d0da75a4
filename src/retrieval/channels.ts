// The channels of retrieval: what each of them thinks of every provision and every topic.

import { type EntryTable, NO_SITUATION } from "../index/entry-table.ts";
import type { Searchable } from "../index/searchable.ts";
import { LANGUAGES, type Language } from "../language.ts";
import type { Hit } from "../passage-index.ts";
import { agreementOf, type BestScores, bestOf, noScores, noteScore } from "./best-of.ts";
import { type Bm25Scores, searchBm25 } from "./bm25.ts";
import { classify } from "./classifier.ts";
import { type Reading, topicFeatures } from "./reading.ts";
import { toVector } from "./vector-space.ts";

/** Scores are shares of the best possible match (0…1), except `scorer`, which holds logits. */
export type Channels = {
  /** Per provision: its best example question, and its text. */
  readonly question: Float32Array;
  readonly text: Float32Array;
  /** Per provision: cosine of its nearest entry; 0 where none is among the neighbours. */
  readonly vector: Float32Array;
  /** Per provision: how well its nearest questions, and its nearest entries, agree; not only the single nearest. */
  readonly agreed: { readonly question: Float32Array; readonly vector: Float32Array };
  /** The same two by another embedder; `null` where there is none, or where it did not answer. */
  readonly neural: { readonly best: Float32Array; readonly agreed: Float32Array } | null;
  /** Per topic. */
  readonly scorer: Float32Array;
  /** Hashed topic features of the text, for the other scorers. */
  readonly features: readonly number[];
  /** Per situation: its nearest example question, by words or by vector. */
  readonly situation: Float32Array;
};

const NEIGHBOURS = 60;
/** Farther ones still say which provision of a topic is meant. */
const WIDER_NEIGHBOURS = 128;
/** What a text in another language is worth: cognates and numbers still say something. */
const OTHER_LANGUAGE = 0.5;

/** Masking knows names by their capital letters, so another embedder is handed the text as it was written. Without it none is asked. */
export type Written = { readonly written?: string };

export async function runChannels(
  searchable: Searchable,
  reading: Reading & Written,
  language: Language,
): Promise<Channels> {
  const { model, index, entries, provisionCount, situationCount } = searchable;
  const neural = searchable.neural?.search(reading.written ?? "", WIDER_NEIGHBOURS);
  const vector = toVector(model.space, reading);
  const hits = vector ? await index.search(vector, WIDER_NEIGHBOURS) : [];
  const situation = new Float32Array(situationCount);
  const features = topicFeatures(reading);
  const questions = bestQuestions(searchable, reading, situation);
  const neighbours = noScores(provisionCount);
  for (const { entry, similarity } of hits) noteScore(neighbours, entries.provisions[entry] ?? 0, similarity);
  const best = { provisions: new Float32Array(provisionCount), situations: situation };
  return {
    question: bestOf(questions),
    text: bestTexts(searchable, reading, language),
    vector: nearest(entries, hits.slice(0, NEIGHBOURS), best),
    agreed: { question: agreementOf(questions), vector: agreementOf(neighbours) },
    neural: await readNeural(searchable, neural),
    scorer: classify(model.topics, features),
    features,
    situation,
  };
}

function bestQuestions(
  { model, questions, provisionCount }: Searchable,
  reading: Reading,
  situations: Float32Array,
): BestScores {
  const { scores, mass } = searchBm25(model.questions, reading.bones);
  const best = noScores(provisionCount);
  for (let at = 0; at < scores.length; at += 1) {
    const score = Math.min(1, (scores[at] ?? 0) / mass);
    if (score === 0) continue;
    noteScore(best, questions.provisions[at] ?? 0, score);
    const situation = questions.situations[at] ?? NO_SITUATION;
    if (situation !== NO_SITUATION) raise(situations, situation, score);
  }
  return best;
}

/** A provision's text is its summary, or the act's own words: whichever is nearer. */
function bestTexts(
  { model, texts, official, provisionCount }: Searchable,
  { bones }: Reading,
  language: Language,
): Float32Array {
  const best = new Float32Array(provisionCount);
  const own = LANGUAGES.indexOf(language);
  raiseTexts(best, searchBm25(model.texts, bones), { table: texts, own });
  if (official) raiseTexts(best, searchBm25(official.lexical, bones), { table: official, own });
  return best;
}

type TextTable = Pick<EntryTable, "provisions" | "languages">;

function raiseTexts(
  best: Float32Array,
  { scores, mass }: Bm25Scores,
  { table, own }: { readonly table: TextTable; readonly own: number },
): void {
  for (let at = 0; at < scores.length; at += 1) {
    const score = Math.min(1, (scores[at] ?? 0) / mass);
    if (score > 0) raise(best, table.provisions[at] ?? 0, table.languages[at] === own ? score : score * OTHER_LANGUAGE);
  }
}

function nearest(
  { provisions, situations }: EntryTable,
  hits: readonly Hit[],
  best: { provisions: Float32Array; situations: Float32Array },
): Float32Array {
  for (const { entry, similarity } of hits) {
    raise(best.provisions, provisions[entry] ?? 0, similarity);
    const situation = situations[entry] ?? NO_SITUATION;
    if (situation !== NO_SITUATION) raise(best.situations, situation, similarity);
  }
  return best.provisions;
}

async function readNeural(
  { entries, provisionCount }: Searchable,
  searched: Promise<readonly Hit[] | null> | undefined,
): Promise<Channels["neural"]> {
  const hits = await searched;
  if (!hits) return null;
  const neighbours = noScores(provisionCount);
  for (const { entry, similarity } of hits) noteScore(neighbours, entries.provisions[entry] ?? 0, similarity);
  return { best: bestOf(neighbours), agreed: agreementOf(neighbours) };
}

function raise(list: Float32Array, at: number, score: number): void {
  if (score > (list[at] ?? 0)) list[at] = score;
}
