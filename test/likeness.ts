// How much alike two texts are written, by the pieces of words they share.

import { countFeatures, hashFeatures, wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";

const BITS = 30;
/** Share of common character 4-grams from which a question counts as a copy of another. */
export const COPY = 0.7;

const gramsOf = (text: string): Int32Array =>
  countFeatures(hashFeatures(wordsOf(normalise(text)), { from: 4, to: 4, words: false }), BITS).buckets;

/** Highest Jaccard similarity of the text with any of the known ones. */
export function createComparison(known: readonly string[]): (text: string) => number {
  const sizes = new Uint16Array(known.length);
  const holders = new Map<number, number[]>();
  known.forEach((text, at) => {
    const grams = gramsOf(text);
    sizes[at] = grams.length;
    for (const gram of grams) add(holders, gram, at);
  });
  return (text) => {
    const grams = gramsOf(text);
    const shared = new Map<number, number>();
    for (const gram of grams) for (const at of holders.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return Math.max(0, ...[...shared].map(([at, count]) => count / (grams.length + (sizes[at] ?? 0) - count)));
  };
}

function add(holders: Map<number, number[]>, gram: number, at: number): void {
  const list = holders.get(gram);
  if (list) list.push(at);
  else holders.set(gram, [at]);
}
