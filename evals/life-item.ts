// What a maintainer decides about a candidate, as an item of the set it belongs to.

import type { z } from "zod";

import type { Candidate } from "../src/candidates/candidate.ts";
import type { Severity } from "../src/knowledge/schemas.ts";
import { sameness } from "./dataset-files.ts";
import type { ItemSplit } from "./dataset-schemas.ts";
import { heldBackSchema, type InsideItem, insideSchema, outsideSchema } from "./plain-schemas.ts";

/** Grade 2 answers the question, grade 1 is right to cite beside it. */
export type Expected = { readonly provision: string; readonly grade: 1 | 2 };

export type Decision = {
  readonly expect?: readonly Expected[];
  readonly outOfScope?: "near" | "far";
  readonly severity?: Severity;
  readonly category?: string;
  readonly split?: ItemSplit;
  readonly style?: InsideItem["style"];
  readonly overlap?: InsideItem["overlap"];
  /** Edited wording, in place of the candidate's. */
  readonly text?: string;
  readonly note?: string;
};

/** An item but for its id. */
export type Draft = {
  readonly file: string;
  /** What the ids of the set begin with; `null` where its items have none. */
  readonly set: string | null;
  readonly schema: z.ZodType;
  readonly text: string;
  readonly item: Readonly<Record<string, unknown>>;
};

const DEFAULT_SPLIT: ItemSplit = "dev";
const DEFAULT_STYLE = "colloquial";
const DEFAULT_OVERLAP = "low";

/** Throws one line where the decision does not fit the candidate. */
export function toDraft(candidate: Candidate, decision: Decision): Draft {
  const ways = [decision.expect, decision.outOfScope, decision.severity ?? decision.category];
  if (ways.filter((way) => way !== undefined).length !== 1)
    throw new Error("say one of --expect, --out-of-scope, or --severity with --category");
  if (candidate.kind === "correction") return toTriage(candidate, decision);
  if (decision.expect) return toInside(candidate, decision, decision.expect);
  if (decision.outOfScope) return toOutside(candidate, decision, decision.outOfScope);
  throw new Error("this is a question: it takes --expect or --out-of-scope");
}

function toInside(candidate: Candidate, decision: Decision, expect: readonly Expected[]): Draft {
  const { split = DEFAULT_SPLIT, style = DEFAULT_STYLE, overlap = DEFAULT_OVERLAP } = decision;
  const text = wordingOf(candidate, decision);
  if (!expect.some(({ grade }) => grade === 2))
    throw new Error("--expect names no provision of grade 2, that answers it");
  const named = expect.map(({ provision }) => provision);
  if (new Set(named).size < named.length) throw new Error("--expect names a provision twice");
  // The set keeps the order alone: first those that answer.
  const expected = [...expect].sort((one, other) => other.grade - one.grade).map(({ provision }) => provision);
  const item = { language: candidate.language, style, overlap, question: text, expected, ...noteOf(decision) };
  return { file: `${split}.jsonl`, set: split, schema: insideSchema, text, item };
}

function toOutside(candidate: Candidate, decision: Decision, kind: "near" | "far"): Draft {
  const { split = DEFAULT_SPLIT, style, overlap } = decision;
  if (style ?? overlap) throw new Error("a question to be declined has no --style and no --overlap");
  const text = wordingOf(candidate, decision);
  const item = { language: candidate.language, kind, question: text, ...noteOf(decision) };
  return { file: `${split}-outside.jsonl`, set: `${split}o`, schema: outsideSchema, text, item };
}

function toTriage(candidate: Candidate, decision: Decision): Draft {
  const { severity, category, split, style, overlap } = decision;
  if (!severity || !category) throw new Error("this is a correction: it takes --severity and --category");
  if (split ?? style ?? overlap)
    throw new Error("the triage texts are all kept back from training, and have no --split, --style or --overlap");
  if ((severity === "routine") !== (category === "none"))
    throw new Error("the category none belongs to routine, and to nothing else");
  const text = wordingOf(candidate, decision);
  const item = { language: candidate.language, text, severity, category, ...noteOf(decision) };
  return { file: "triage-test.jsonl", set: "triage", schema: heldBackSchema, text, item };
}

function wordingOf({ text }: Candidate, decision: Decision): string {
  const wording = (decision.text ?? text).normalize("NFC").trim();
  if (sameness(wording) === "") throw new Error("there are no words in the text");
  return wording;
}

function noteOf({ note }: Decision): { readonly note?: string } {
  return note === undefined ? {} : { note };
}
