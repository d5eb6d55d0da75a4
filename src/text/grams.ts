// Hashed character n-grams and words: the features of every channel of retrieval, without a vocabulary to keep.

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const BOUNDARY = 0x5f;

export type Grams = {
  /** Shortest and longest n-gram taken inside a word; a word is read as `_word_`. */
  readonly from: number;
  readonly to: number;
  /** Whole words and pairs of neighbours as features of their own. */
  readonly words: boolean;
};

/** Letters and digits of the text, word by word. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** 32-bit hashes of all features of the text, with repetitions. */
export function hashFeatures(words: readonly string[], { from, to, words: whole }: Grams): number[] {
  const hashes: number[] = [];
  let before = FNV_OFFSET;
  for (const word of words) {
    addGrams(word, { from, to, hashes });
    if (!whole) continue;
    const hash = hashWord(word);
    hashes.push(mix(hash, 1), mix(hash ^ Math.imul(before, FNV_PRIME), 2));
    before = hash;
  }
  return hashes;
}

function addGrams(word: string, { from, to, hashes }: { from: number; to: number; hashes: number[] }): void {
  const last = word.length + 1;
  for (let start = 0; start <= last; start += 1) {
    let hash = FNV_OFFSET;
    for (let end = start; end <= last && end - start < to; end += 1) {
      const code = end === 0 || end === last ? BOUNDARY : word.charCodeAt(end - 1);
      hash = Math.imul(hash ^ code, FNV_PRIME);
      const length = end - start + 1;
      const isWhole = start === 0 && end === last;
      if (length >= from || isWhole) hashes.push(mix(hash, 0));
    }
  }
}

function hashWord(word: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), FNV_PRIME);
  return hash;
}

/** The hash of a feature that is no part of the text, such as a concept. */
export function hashName(name: string): number {
  return mix(hashWord(name), 3);
}

/** Spreads the low bits (finaliser of MurmurHash3), so that the hash may be cut to any number of bits. */
function mix(hash: number, kind: number): number {
  let mixed = hash ^ Math.imul(kind, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Buckets in ascending order, each once, and how often each was met; same positions. */
export type Counts = { readonly buckets: Int32Array; readonly counts: Uint16Array };

/** The features cut to `bits` bits, counted. */
export function countFeatures(hashes: readonly number[], bits: number): Counts {
  const shift = 32 - bits;
  const all = Int32Array.from(hashes, (hash) => hash >>> shift).sort();
  const counts = new Uint16Array(all.length);
  let last = -1;
  let distinct = -1;
  for (const bucket of all) {
    if (bucket !== last) {
      distinct += 1;
      all[distinct] = bucket;
      last = bucket;
    }
    counts[distinct] = (counts[distinct] ?? 0) + 1;
  }
  return { buckets: all.slice(0, distinct + 1), counts: counts.slice(0, distinct + 1) };
}
