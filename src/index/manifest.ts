// What an index folder says of itself; checked before any of its files is trusted.

import { z } from "zod";

/** Raised whenever a change of code gives other numbers for the same knowledge. */
export const INDEX_VERSION = 7;
export const EMBEDDER = "lsi-300";

export const manifestSchema = z.strictObject({
  version: z.literal(INDEX_VERSION),
  embedder: z.literal(EMBEDDER),
  knowledge: z.string(),
  entries: z.int().positive(),
  dimensions: z.int().positive(),
  /** Search width of the vector index at which the build found every true neighbour. */
  ef: z.int().min(100),
  builtAt: z.iso.datetime(),
  /** SHA-256 of each file, by name. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type Manifest = z.infer<typeof manifestSchema>;
