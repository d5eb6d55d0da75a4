// What a run of the evals finds: every item as it was measured, and what it was measured on.

import { z } from "zod";

const language = z.enum(["kk", "ru", "en"]);
const share = z.number().min(0).max(1);

export const SUITES = [
  "questions",
  "short",
  "outside",
  "traps",
  "ambiguous",
  "conversations",
  "twins",
  "attacks",
  "personal-data",
  "triage",
] as const;
export type Suite = (typeof SUITES)[number];

/** One item. A score is between 0 and 1, higher is better; `null` where it does not apply to this item. */
export const rowSchema = z.strictObject({
  suite: z.enum(SUITES),
  /** Unique within its suite. */
  id: z.string(),
  split: z.enum(["dev", "test"]),
  language,
  /** Such as `style:typo`, `overlap:low`, `kind:near`, `severity:critical`. */
  slices: z.array(z.string()),
  scores: z.record(z.string(), share.nullable()),
  /** Belief in the answer, 0…1, for the risk–coverage curve; for triage the score of being grave. */
  belief: share.nullable(),
  /** As it was asked; of a text with personal data only its id. */
  question: z.string(),
  expected: z.array(z.string()),
  /** Best first, at most ten. */
  got: z.array(z.string()),
  /** What the reply was, such as `answered`; for triage the severity. */
  outcome: z.string(),
});
export type Row = z.infer<typeof rowSchema>;

export const runSchema = z.strictObject({
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  at: z.iso.datetime(),
  /** Of knowledge and code that an index is built from. */
  knowledge: z.string(),
  node: z.string(),
  cores: z.number().int().positive(),
  rows: z.array(rowSchema),
  /** Of the texts that answers quote, see `pins.ts`. */
  pins: z.record(z.string(), z.string()).optional(),
  /** Milliseconds for an answer. */
  latency: z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number(), n: z.number().int() }),
  indexBytes: z.number().int(),
  rssBytes: z.number().int(),
  seconds: z.number(),
});
export type Run = z.infer<typeof runSchema>;
