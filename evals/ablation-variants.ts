// Retrieval with parts of it taken away, one named variant each. Nothing is trained or fitted anew: a channel is taken away
// by giving it no weight, the thesaurus by hiding the concepts of the question.

import MiniSearch from "minisearch";

import { isProvisionInForce } from "../src/citation.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import { LANGUAGES } from "../src/language.ts";
import { buildBm25, searchBm25 } from "../src/retrieval/bm25.ts";
import type { NeuralIndex } from "../src/retrieval/neural.ts";
import { CHANNEL_NAMES, type ChannelName, createRetrieve, type Query } from "../src/retrieval/retrieve.ts";
import { wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";
import type { Material } from "./material.ts";

/** Ids of provisions in force on the day, best first. */
export type Rank = (query: Query) => string[] | Promise<string[]>;

export type Variant = {
  readonly name: string;
  /** Each line with everything above it, or everything with one part less. */
  readonly order: "cumulative" | "leave-one-out";
  readonly open: (material: Material) => Rank;
};

const TITLE_WEIGHT = 2.5;

export const VARIANTS: readonly Variant[] = [
  { name: "words", order: "cumulative", open: rankByWords },
  { name: "character 4-grams", order: "cumulative", open: rankByGrams },
  { name: "+ skeleton", order: "cumulative", open: rankByChannels(["text"], { concepts: false }) },
  { name: "+ questions", order: "cumulative", open: rankByChannels(["text", "question"], { concepts: false }) },
  { name: "+ CL-LSI", order: "cumulative", open: rankByChannels(["text", "question", "vector"], { concepts: false }) },
  { name: "+ thesaurus", order: "cumulative", open: rankByChannels(["text", "question", "vector"]) },
  { name: "full (+ topic scorer)", order: "cumulative", open: rankByChannels(CHANNEL_NAMES) },
  { name: "full − texts", order: "leave-one-out", open: rankByChannels(allBut("text")) },
  { name: "full − questions", order: "leave-one-out", open: rankByChannels(allBut("question")) },
  { name: "full − CL-LSI", order: "leave-one-out", open: rankByChannels(allBut("vector")) },
  { name: "full − topic scorer", order: "leave-one-out", open: rankByChannels(allBut("scorer")) },
  { name: "full − thesaurus", order: "leave-one-out", open: rankByChannels(CHANNEL_NAMES, { concepts: false }) },
];

/** With one more line, where there is another embedder. */
export function variantsWith(neural: NeuralIndex | null): readonly Variant[] {
  if (!neural) return VARIANTS;
  const open = rankByChannels([...CHANNEL_NAMES, "neural"], { concepts: true, neural });
  return [...VARIANTS, { name: `full + neural (${neural.name})`, order: "cumulative", open }];
}

function allBut(channel: ChannelName): ChannelName[] {
  return CHANNEL_NAMES.filter((name) => name !== channel);
}

type Parts = { readonly concepts: boolean; readonly neural?: NeuralIndex };

/** The retrieval that is served, with these channels; the others weigh nothing, also between the provisions of a topic. */
function rankByChannels(channels: readonly (ChannelName | "neural")[], parts: Parts = { concepts: true }) {
  const { concepts, neural = null } = parts;
  return ({ knowledge, model, index }: Material): Rank => {
    const { fusion } = knowledge.calibration;
    const isLeft = (name: string): boolean =>
      channels.some((channel) => name === channel || name === `unit.${channel}`);
    const left = Object.fromEntries(Object.entries(fusion).map(([name, weight]) => [name, isLeft(name) ? weight : 0]));
    const altered: Knowledge = { ...knowledge, calibration: { ...knowledge.calibration, fusion: left } };
    const retrieve = createRetrieve({
      knowledge: altered,
      searchable: toSearchable(altered, { model, index, neural }),
    });
    return async (query) => {
      const reading = concepts ? query.reading : { ...query.reading, concepts: [] };
      const { candidates } = await retrieve({ ...query, reading });
      return candidates.flatMap(({ provision }) => knowledge.provisions[provision]?.id ?? []);
    };
  };
}

/** Whole words of the law's own texts, as a search engine finds them. */
function rankByWords({ knowledge }: Material): Rank {
  const engine = new MiniSearch({
    fields: ["title", "text"],
    tokenize: (text) => wordsOf(normalise(text)),
    processTerm: (word) => word,
  });
  engine.addAll(listTexts(knowledge).map((text, id) => ({ id, ...text })));
  return ({ reading, day }) => {
    const found = engine.search(reading.words.join(" "), { boost: { title: TITLE_WEIGHT } });
    return toProvisions(
      knowledge,
      found.map(({ id }) => Number(id)),
      day,
    );
  };
}

/** BM25 over 4-grams of the law's own texts, in the letters they are written in. */
function rankByGrams({ knowledge }: Material): Rank {
  const index = buildBm25(
    listTexts(knowledge).map(({ title, text }) => [
      { text: normalise(title), weight: TITLE_WEIGHT },
      { text: normalise(text), weight: 1 },
    ]),
  );
  return ({ reading, day }) => {
    const { scores } = searchBm25(index, reading.words);
    const found = [...scores.keys()].filter((at) => (scores[at] ?? 0) > 0);
    return toProvisions(
      knowledge,
      found.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0)),
      day,
    );
  };
}

/** One text for each provision and language. */
function listTexts({ provisions }: Knowledge): { title: string; text: string }[] {
  return provisions.flatMap(({ title, summary }) =>
    LANGUAGES.map((language) => ({ title: title[language], text: summary[language] })),
  );
}

function toProvisions(knowledge: Knowledge, texts: readonly number[], day: Query["day"]): string[] {
  const found = new Set(texts.map((text) => Math.floor(text / LANGUAGES.length)));
  return [...found].flatMap((at) => {
    const provision = knowledge.provisions[at];
    return provision && isProvisionInForce(knowledge, provision, day) ? [provision.id] : [];
  });
}
