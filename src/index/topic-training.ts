// The longest piece of the build, as a function of plain data: it runs in a worker beside the rest.

import type { Knowledge } from "../knowledge/knowledge.ts";
import { type Classifier, trainClassifier } from "../retrieval/classifier.ts";
import { readText, topicFeatures } from "../retrieval/reading.ts";
import { buildConceptFinder } from "../text/concepts.ts";
import { countFeatures } from "../text/grams.ts";
import { listEntries } from "./entries.ts";
import { listTopics } from "./topics.ts";

const BITS = 16;
const EPOCHS = 5;
/** Topics with few examples weigh more: each example counts (typical ÷ examples of its topic) to this power. */
const BALANCE = 0.5;
const TYPICAL = 100;

/** Classes are the topics, in the order of `listTopics`. */
export function trainTopics(knowledge: Knowledge, onShare: (share: number) => void): Classifier {
  const finder = buildConceptFinder(knowledge.thesaurus);
  const topics = listTopics(knowledge);
  const labelled = listEntries(knowledge).map((entry) => ({ entry, label: topics.ofProvision[entry.provision] ?? 0 }));
  const sizes = new Uint32Array(topics.ids.length);
  for (const { label } of labelled) sizes[label] = (sizes[label] ?? 0) + 1;
  const inside = labelled.map(({ entry: { title, text }, label }) => ({
    counts: countFeatures(topicFeatures(readText(`${title} ${text}`, finder)), BITS),
    label,
    weight: (TYPICAL / (sizes[label] || 1)) ** BALANCE,
  }));
  return trainClassifier(inside, {
    ...{
      bits: BITS,
      atLeast: 2,
      classes: topics.ids.length,
      epochs: EPOCHS,
      rate: 2,
      smoothing: 0.15,
    },
    onEpoch: (epoch) => onShare(epoch / EPOCHS),
  });
}
