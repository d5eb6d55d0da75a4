// Searching by another embedder's vectors: the question is masked and embedded in time, or LSI answers alone.

import { PROBES } from "../index/neural-texts.ts";
import { cosineOf, type NeuralVectors, searchNeural, toUnit } from "../index/neural-vectors.ts";
import { normalise } from "../text/normalise.ts";
import type { NeuralIndex } from "./neural.ts";
import type { NeuralEmbedder } from "./neural-embedder.ts";
import { createRest } from "./neural-rest.ts";

export type NeuralSearchDeps = {
  readonly embedder: Pick<NeuralEmbedder, "name" | "embed">;
  readonly vectors: NeuralVectors;
  /** What the question of `PROBES` was embedded as when the vectors were made. */
  readonly probe: Float32Array;
  /** Takes personal data out of a text before it leaves the process. */
  readonly mask: (text: string) => string;
  /** Under it a question's vector is kept, so that no question is. */
  readonly digest: (text: string) => string;
  readonly now: () => number;
  /** Gets fixed messages only. */
  readonly log: (message: string) => void;
  readonly limitMs?: number;
};

const LIMIT_MS = 1_500;
const MOST_AT_ONCE = 8;
const KEPT = 256;
/** The same model on another machine, or in another precision, differs less. */
const SAME = 0.98;

export function createNeuralSearch(deps: NeuralSearchDeps): NeuralIndex {
  const { embedder, vectors, mask, digest, log } = deps;
  const rest = createRest(deps.now);
  const kept = new Map<string, Float32Array>();
  let isKnownAgain = false;
  let running = 0;

  const embed = async (text: string, signal: AbortSignal): Promise<Float32Array> => {
    const [vector] = await embedder.embed([text], "question", signal);
    const unit = toUnit(vector, vectors.dimensions);
    if (!unit) throw new Error("the embedder gave no vector that fits");
    return unit;
  };

  /** Another model behind the same name would put every question in a wrong place. */
  const recognise = async (signal: AbortSignal): Promise<void> => {
    if (!isKnownAgain && cosineOf(await embed(PROBES.question, signal), deps.probe) < SAME)
      throw new Error("the embedder is not the one the vectors are from");
    isKnownAgain = true;
  };

  const ask = async (text: string): Promise<Float32Array | null> => {
    if (rest.isResting() || running >= MOST_AT_ONCE) return null;
    running += 1;
    try {
      const both = (signal: AbortSignal) => Promise.all([embed(text, signal), recognise(signal)]);
      const [vector] = await inTime(both, deps.limitMs ?? LIMIT_MS);
      rest.worked();
      return vector;
    } catch {
      if (rest.failed()) {
        isKnownAgain = false;
        log(`${embedder.name} gives no vectors that fit: it is left alone for a minute, and answers go without it`);
      }
      return null;
    } finally {
      running -= 1;
    }
  };

  return {
    name: embedder.name,
    async search(text, count) {
      try {
        const asked = normalise(mask(text));
        const key = digest(asked);
        const vector = asked === "" ? null : (kept.get(key) ?? (await ask(asked)));
        if (!vector) return null;
        keep(kept, key, vector);
        return searchNeural(vectors, vector, count);
      } catch {
        // Whatever it was, LSI can answer.
        return null;
      }
    },
  };
}

/** Rejects when the time is over, even where the signal is not heeded. */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, limitMs: number): Promise<T> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too late")), limitMs);
  });
  try {
    return await Promise.race([work(stopping.signal), tooLate]);
  } finally {
    clearTimeout(timer);
    stopping.abort();
  }
}

/** The one asked for last goes last; the first is forgotten. */
function keep(kept: Map<string, Float32Array>, key: string, vector: Float32Array): void {
  kept.delete(key);
  kept.set(key, vector);
  if (kept.size <= KEPT) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
