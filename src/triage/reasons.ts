// What speaks for a verdict, in words of a closed set: the signals, and whether the text sounds like something that happened.

import type { TriageReading } from "./features.ts";

/** Classes of words that speak for a real event, or against one. */
const REALITY: Readonly<Record<string, readonly string[]>> = {
  "real:day": ["concrete-time-past", "deadline-now"],
  "real:place": ["concrete-place-office"],
  "real:own": ["confess-money-taken", "confess-paper-done"],
  "real:seen": ["witness-verbs"],
  "real:heard": ["hearsay-office"],
  "real:habit": ["habit-markers"],
  "real:fear": ["fear"],
  "unreal:hypothesis": ["n-hypothetical"],
  "unreal:study": ["n-exam-test-study"],
  "unreal:fiction": ["n-film-series-book"],
  "unreal:news": ["n-news-tv-internet"],
  "unreal:general": [
    "n-definition",
    "n-punishment-question",
    "n-how-many-days",
    "n-is-it-allowed",
    "n-general-servant",
  ],
  "unreal:writing": ["n-write-request", "n-translate-edit"],
  "unreal:denied": ["n-negation", "n-cleared-up"],
  "unreal:joke": ["n-joke-meme", "n-metaphor"],
};

export function reasonsOf({ signals, classes }: TriageReading): string[] {
  const reality = Object.entries(REALITY).filter(([, ids]) => ids.some((id) => classes.has(id)));
  return [...signals, ...reality.map(([reason]) => reason)];
}
