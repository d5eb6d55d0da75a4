// What an index folder says of itself; checked before any of its files is trusted.

import { z } from "zod";

/** Raised whenever a change of code gives other numbers for the same knowledge. */
export const INDEX_VERSION = 13;
export const EMBEDDER = "lsi-300";

export const INDEX_FILES = ["model.tensors", "hnswlib.index", "args.json", "docstore.json"] as const;

/** All of the files, so that none is loaded unchecked. */
export const filesSchema = z.record(z.enum(INDEX_FILES), z.string().regex(/^[0-9a-f]{64}$/));

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
  files: filesSchema,
});
export type Manifest = z.infer<typeof manifestSchema>;
