// A neural embedder beside the one that is trained here: the same entries, other vectors.

import type { Hit } from "../passage-index.ts";

export interface NeuralIndex {
  /** `ollama:bge-m3`: shown in metrics. */
  readonly name: string;
  /** Nearest entries of the index's own list, best first; `null` where the embedder does not answer in time. Never rejects. */
  search(text: string, count: number): Promise<readonly Hit[] | null>;
}
