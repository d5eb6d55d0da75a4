// What the files under knowledge/ must look like.

import { z } from "zod";

const text = z.string().trim().min(1);
const language = z.enum(["kk", "ru", "en"]);
const trilingual = z.strictObject({ kk: text, ru: text, en: text });
const day = z.iso.date();

export const provisionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\/\d+(-\d+)?){1,4}$/, "must look like law-290-viii/62/1/10");

const sources = z.array(
  z.string().regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+\/[\w./~%-]*$/, "must be a plain https address"),
);

export const documentSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: trilingual,
  short: trilingual,
  /** What the numbers of an id are called, outermost first. */
  levels: z.array(z.enum(["article", "point", "paragraph", "part", "subparagraph"])).min(1),
  /** Articles whose second number is a subparagraph, because the article has no numbered paragraphs. */
  listArticles: z.array(z.string()).default([]),
  edition: day,
  inForceFrom: day,
  inForceTo: day.nullable(),
  replacedBy: z.string().optional(),
  url: trilingual,
  /** Where the official text is fetched from, the official site first. Only the hosts that stand here are ever asked. */
  sources: z.strictObject({ kk: sources, ru: sources, en: sources }).optional(),
  /** What a reader must know about this edition, in one sentence. */
  caveat: trilingual.optional(),
  /** Words by which people call the act, for "article 13 of …". */
  names: z.array(text).min(1),
});
export type ActDocument = z.infer<typeof documentSchema>;

export const exampleSchema = z.strictObject({ provision: provisionId, language, question: text });
export type Example = z.infer<typeof exampleSchema>;

export const OUTSIDE_KINDS = ["far", "near", "smalltalk", "attack"] as const;
export const outsideSchema = z.strictObject({ kind: z.enum(OUTSIDE_KINDS), language, question: text });
export type Outside = z.infer<typeof outsideSchema>;

export const correspondenceSchema = z.strictObject({ now: provisionId, before: provisionId });
export type Correspondence = z.infer<typeof correspondenceSchema>;

const stems = z.array(text).default([]);
export const thesaurusSchema = z.record(z.string(), z.strictObject({ kk: stems, ru: stems, en: stems }));

export const messagesSchema = z.record(z.string(), text);
export type Messages = Readonly<Record<string, string>>;

export const SEVERITIES = ["routine", "concern", "serious", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const triageTextSchema = z.strictObject({ language, text, severity: z.enum(SEVERITIES), category: text });
export type TriageText = z.infer<typeof triageTextSchema>;

/** What a text shows; with texts that it must match and texts that it must spare. */
export const signalSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  all: z.array(z.array(text).min(1)).min(1),
  none: z.array(text).default([]),
  near: z.int().positive().optional(),
  match: z.array(text).min(3),
  spare: z.array(text).min(3),
});
export type SignalRule = z.infer<typeof signalSchema>;

export const calibrationSchema = z.strictObject({
  /** Weights of the channels in the score of a topic, fitted on the development questions. */
  fusion: z.record(z.string(), z.number()),
  /** Weights of the evidence that a question lies outside, fitted on the development questions. */
  scope: z.record(z.string(), z.number()),
  /** Thresholds of the gates. */
  gates: z.record(z.string(), z.number()),
  /** When the weights were fitted, and how the development questions were answered then. */
  fittedOn: z.iso.date().optional(),
  development: z.record(z.string(), z.number()).optional(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Words for the names of cases: short, Latin, harmless. */
export const codenamesSchema = z.array(z.string().regex(/^[A-Z][a-z]{2,11}$/, "must look like Saiga")).min(100);

const lists = z.record(z.string(), z.array(text));
/** Words by which people's names are recognised, to be masked. */
export const personalNamesSchema = z.strictObject({
  ...{ introductions: lists, posts: lists, titlesAfter: lists, cues: lists, firstNames: lists, capitalNames: lists },
  ...{ wordNames: lists, surnames: lists, nameEndings: lists, caseEndings: lists, vowelEndings: lists },
  ...{ placesBefore: lists, placesAfter: lists, notNames: lists },
});

/** A number is shown only where somebody has confirmed it, and says when and from what. */
export const emergencySchema = z.array(
  z.strictObject({
    name: trilingual,
    number: z.string().regex(/^\+?[\d ]{2,20}$/),
    source: z.url(),
    confirmedOn: day,
    for: z.array(z.enum(["violence", "selfHarm", "extortion", "danger"])).min(1),
  }),
);
export type EmergencyContact = z.infer<typeof emergencySchema>[number];
