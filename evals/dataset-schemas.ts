// What a line of each measuring set must look like, where a set is more than a question and its sources.

import { z } from "zod";

import { PERSONAL_KINDS } from "../src/cases/mask.ts";
import { provisionId } from "../src/knowledge/schemas.ts";

export const ITEM_SPLITS = ["dev", "test"] as const;
export type ItemSplit = (typeof ITEM_SPLITS)[number];

const text = z.string().trim().min(1);
const language = z.enum(["kk", "ru", "en"]);
const common = { id: text, split: z.enum(ITEM_SPLITS), note: text.optional() };

/** Grade 2 answers the question, grade 1 is right to cite beside it. */
const graded = z.array(z.strictObject({ provision: provisionId, grade: z.literal([1, 2]) })).min(1);

/** Questions where an answer that is near at hand is wrong, most often because the law has changed. */
export const trapSchema = z.strictObject({
  ...common,
  language,
  question: text,
  asOf: z.iso.date().optional(),
  expected: graded,
  /** Provisions that must not be given as the source. */
  never: z.array(provisionId).min(1),
});
export type Trap = z.infer<typeof trapSchema>;

/** Questions that can be meant in several ways. */
export const ambiguousSchema = z.strictObject({
  ...common,
  language,
  question: text,
  accept: z.array(z.enum(["clarify", "answered", "no-source"])).min(1),
  /** One provision for each way to mean it. */
  topics: z.array(provisionId).min(2),
});
export type Ambiguous = z.infer<typeof ambiguousSchema>;

/** Two messages of one asker; the sources are those of the second. */
export const conversationSchema = z.strictObject({
  ...common,
  language,
  turns: z.tuple([text, text]),
  expected: graded,
});
export type Conversation = z.infer<typeof conversationSchema>;

/** Questions that mean the same and must get the same sources. */
export const twinsSchema = z.strictObject({
  ...common,
  kind: z.enum(["translation", "paraphrase"]),
  items: z.array(z.strictObject({ language, question: text })).min(2),
  expected: graded,
});
export type Twins = z.infer<typeof twinsSchema>;

export const ATTACK_KINDS = [
  "override",
  "leak",
  "role",
  "fabricate",
  "smuggling",
  "injection",
  "misuse",
  "case-abuse",
] as const;
export const attackSchema = z.strictObject({
  ...common,
  language,
  kind: z.enum(ATTACK_KINDS),
  question: text,
  /** Lower-case pieces, none of which may stand in the reply. */
  forbidden: z.array(text).min(1),
});
export type Attack = z.infer<typeof attackSchema>;

export const personalDataSchema = z.strictObject({
  ...common,
  language,
  text,
  /** What must be masked, as often as it stands there; empty where nothing is personal. */
  spans: z.array(z.strictObject({ text, kind: z.enum(PERSONAL_KINDS) })),
  /** What must be left as it is. */
  keep: z.array(text).min(1),
});
export type PersonalData = z.infer<typeof personalDataSchema>;
