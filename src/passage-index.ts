// The port to the vector index.

export type Hit = {
  /** Number of the entry, as `listEntries` counts. */
  readonly entry: number;
  /** Cosine, −1…1. */
  readonly similarity: number;
};

export interface PassageIndex {
  /** At most `count` nearest entries, best first. The vector has unit length and the dimensions of the space. */
  search(vector: Float32Array, count: number): Promise<readonly Hit[]>;
}
