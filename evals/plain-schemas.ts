// What a line of the plain measuring sets must look like: a question with its sources, or one that must be declined.

import { z } from "zod";

import { OUTSIDE_KINDS, provisionId, triageTextSchema } from "../src/knowledge/schemas.ts";

const common = {
  id: z.string(),
  language: z.enum(["kk", "ru", "en"]),
  question: z.string().min(1),
  note: z.string().optional(),
};

const style = z.enum([
  ...(["plain", "colloquial", "story", "typo", "translit", "no-kazakh-letters", "mixed", "legalese", "short"] as const),
]);
/** How many words the question shares with the law. */
const overlap = z.enum(["high", "mid", "low"]);

export const insideSchema = z.strictObject({
  ...common,
  ...{ style, overlap },
  /** Every provision that is a right source, best first. */
  expected: z.array(provisionId).min(1),
});
export type InsideItem = z.infer<typeof insideSchema>;
export const outsideSchema = z.strictObject({
  ...common,
  kind: z.enum(OUTSIDE_KINDS),
});
export type OutsideItem = z.infer<typeof outsideSchema>;

/** A text that came from life has an id that says so; the others are known by their words. */
export const heldBackSchema = triageTextSchema.extend({
  id: z.string().startsWith("life-").optional(),
  note: z.string().optional(),
});
export type HeldBack = z.infer<typeof heldBackSchema>;

export const STYLES = style.options;
export const OVERLAPS = overlap.options;
