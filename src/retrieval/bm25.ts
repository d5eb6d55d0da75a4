// BM25 with weighted fields (BM25F: Robertson, Zaragoza & Taylor 2004) over hashed character 4-grams.

import { countFeatures, type Grams, hashFeatures, wordsOf } from "../text/grams.ts";

const BITS = 18;
const BUCKETS = 2 ** BITS;
const K1 = 1.2;
const B = 0.6;
const GRAMS: Grams = { from: 4, to: 4, words: false };

export type Field = { readonly text: string; readonly weight: number };

/** Postings by bucket: `entries[starts[b] … starts[b + 1]]` with the finished BM25 share of each (idf included). */
export type Bm25Index = {
  readonly starts: Uint32Array;
  readonly entries: Uint16Array | Uint32Array;
  readonly shares: Float32Array;
  readonly idf: Float32Array;
  readonly count: number;
};

type Posting = { readonly entry: number; readonly frequency: number };

/** Texts are expected normalised. Entry numbers are the positions in `documents`. */
export function buildBm25(documents: readonly (readonly Field[])[]): Bm25Index {
  const lists = new Map<number, Posting[]>();
  const lengths = documents.map((fields, entry) => {
    const frequencies = weighFields(fields);
    let length = 0;
    for (const [bucket, frequency] of frequencies) {
      length += frequency;
      const list = lists.get(bucket);
      if (list) list.push({ entry, frequency });
      else lists.set(bucket, [{ entry, frequency }]);
    }
    return length;
  });
  return layOut(lists, lengths);
}

function weighFields(fields: readonly Field[]): Map<number, number> {
  const frequencies = new Map<number, number>();
  for (const { text, weight } of fields) {
    const { buckets, counts } = countFeatures(hashFeatures(wordsOf(text), GRAMS), BITS);
    buckets.forEach((bucket, at) => {
      frequencies.set(bucket, (frequencies.get(bucket) ?? 0) + weight * (counts[at] ?? 0));
    });
  }
  return frequencies;
}

function layOut(lists: ReadonlyMap<number, readonly Posting[]>, lengths: readonly number[]): Bm25Index {
  const count = lengths.length;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, count);
  let total = 0;
  for (const list of lists.values()) total += list.length;
  const starts = new Uint32Array(BUCKETS + 1);
  const idf = new Float32Array(BUCKETS);
  const entries = count <= 0xffff ? new Uint16Array(total) : new Uint32Array(total);
  const shares = new Float32Array(total);
  let at = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    starts[bucket] = at;
    const list = lists.get(bucket);
    if (!list) continue;
    const rarity = Math.log(1 + (count - list.length + 0.5) / (list.length + 0.5));
    idf[bucket] = rarity;
    for (const { entry, frequency } of list) {
      const norm = 1 - B + (B * (lengths[entry] ?? mean)) / mean;
      entries[at] = entry;
      shares[at] = (rarity * frequency * (K1 + 1)) / (frequency + K1 * norm);
      at += 1;
    }
  }
  starts[BUCKETS] = at;
  return { starts, entries, shares, idf, count };
}

export type Bm25Scores = {
  /** One score per entry, 0 where nothing matched. */
  readonly scores: Float32Array;
  /** What an entry of average length holding every gram of the query once would score; a shorter one may score more. */
  readonly mass: number;
};

export function searchBm25(index: Bm25Index, words: readonly string[]): Bm25Scores {
  const { starts, entries, shares, idf } = index;
  const scores = new Float32Array(index.count);
  let mass = 0;
  for (const bucket of countFeatures(hashFeatures(words, GRAMS), BITS).buckets) {
    const end = starts[bucket + 1] ?? 0;
    mass += idf[bucket] || Math.log(1 + 2 * index.count);
    for (let at = starts[bucket] ?? end; at < end; at += 1) {
      const entry = entries[at] ?? 0;
      scores[entry] = (scores[entry] ?? 0) + (shares[at] ?? 0);
    }
  }
  return { scores, mass };
}
