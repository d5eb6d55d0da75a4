// What a folder of another embedder's vectors says of itself; checked before its file is trusted.

import { z } from "zod";

/** Raised whenever a change of code gives other vectors, or writes them otherwise. */
export const NEURAL_VERSION = 1;
export const NEURAL_FILE = "vectors.tensors";
/** More than any embedder of texts has. */
export const MOST_DIMENSIONS = 8192;

export const neuralManifestSchema = z.strictObject({
  version: z.literal(NEURAL_VERSION),
  embedder: z.string(),
  prefixes: z.string(),
  knowledge: z.string(),
  entries: z.int().positive(),
  dimensions: z.int().positive().max(MOST_DIMENSIONS),
  builtAt: z.iso.datetime(),
  /** SHA-256. */
  sum: z.string().regex(/^[0-9a-f]{64}$/),
});
export type NeuralManifest = z.infer<typeof neuralManifestSchema>;
