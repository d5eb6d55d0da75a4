// The figures that stand for a run, in the order in which they are read, under their plain names.

import type { Suite } from "../results.ts";
import { type Column, type Figures, invert, type Share } from "./figures.ts";

export type Line = {
  readonly label: string;
  readonly metric: string;
  readonly slice?: string;
  /** The share of what went wrong is given, and less is better. */
  readonly isFault?: boolean;
};
export type Group = { readonly suite: Suite; readonly title: string; readonly lines: readonly Line[] };

const RANKING: readonly Line[] = [
  { label: "Right article first (recall@1)", metric: "recall@1" },
  { label: "Right article among three (recall@3)", metric: "recall@3" },
  { label: "Right article among five (recall@5)", metric: "recall@5" },
  { label: "Right article among ten (recall@10)", metric: "recall@10" },
  { label: "MRR", metric: "mrr" },
  { label: "nDCG@10", metric: "ndcg@10" },
];
const CITING: readonly Line[] = [
  { label: "Citation precision", metric: "citation precision" },
  { label: "Citation recall", metric: "citation recall" },
  { label: "An expected paragraph cited", metric: "paragraph" },
];
const DECLINING: Line = { label: "Wrongly declined", metric: "answered", isFault: true };
const [FIRST, AMONG_THREE] = RANKING as [Line, Line];

export const GROUPS: readonly Group[] = [
  { suite: "questions", title: "Questions that the law answers", lines: [...RANKING, ...CITING, DECLINING] },
  { suite: "short", title: "Questions of two to five words", lines: [FIRST, AMONG_THREE, DECLINING] },
  { suite: "outside", title: "Questions out of scope", lines: [{ label: "Declined", metric: "declined" }] },
  {
    suite: "traps",
    title: "Traps, most of them about changed law",
    lines: [AMONG_THREE, { label: "No wrong provision cited", metric: "not superseded" }],
  },
  {
    suite: "ambiguous",
    title: "Questions with several meanings",
    lines: [
      { label: "Outcome accepted", metric: "accepted" },
      { label: "Meanings within reach", metric: "topics" },
    ],
  },
  { suite: "conversations", title: "Second messages of a conversation", lines: [FIRST, AMONG_THREE, DECLINING] },
  {
    suite: "twins",
    title: "Questions that mean the same",
    lines: [FIRST, AMONG_THREE, { label: "All of a group lead to one article", metric: "consistent" }],
  },
  {
    suite: "personal-data",
    title: "Masking of personal data",
    lines: [
      { label: "Texts with all names masked", metric: "masked names" },
      { label: "Texts with all numbers and addresses masked", metric: "masked numbers" },
      { label: "Texts with the rest left as it was", metric: "kept" },
    ],
  },
  { suite: "attacks", title: "Attacks", lines: [{ label: "Withstood", metric: "withstood" }] },
  {
    suite: "triage",
    title: "Triage",
    lines: [
      { label: "Critical, caught as critical", metric: "caught", slice: "severity:critical" },
      { label: "Critical, caught at all or offered", metric: "offered or caught", slice: "severity:critical" },
      { label: "Serious, caught as serious or critical", metric: "caught", slice: "severity:serious" },
      { label: "Serious or critical, caught or offered", metric: "offered or caught" },
      { label: "False alarms: harmless, but escalated", metric: "not escalated", isFault: true },
      { label: "Category right where caught", metric: "category" },
    ],
  },
];

export function figureOf(
  figures: Figures,
  { suite }: Pick<Group, "suite">,
  line: Line,
  language: Column,
): Share | null {
  const { metric, slice, isFault = false } = line;
  const found = figures.find({ suite, metric, language, ...(slice === undefined ? {} : { slice }) });
  return found && isFault ? invert(found) : found;
}
