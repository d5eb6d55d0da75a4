// Does a question lean on the one before it? "А если он родственник?", "ал ағам болса ше?", "and if it is my boss?"

import { normalise } from "./normalise.ts";

// First words that join a question to what was said; `ше` closes such questions in Kazakh.
const OPENINGS: readonly string[] = [
  ...["а", "и", "ну", "но", "тогда", "значит", "то есть", "даже если", "если", "в таком случае"],
  ...["ал", "ал егер", "егер", "сонда", "онда", "және", "тіпті", "сол кезде"],
  ...["and", "but", "so", "then", "what if", "what about", "how about", "even if", "if", "also", "in that case"],
];
const CLOSINGS: readonly string[] = ["ше", "тоже", "then", "also", "too"];
const BACKWARD = new Set(
  [
    "это",
    "этого",
    "этом",
    "он",
    "она",
    "они",
    "его",
    "её",
    "ее",
    "их",
    "там",
    "такое",
    "ол",
    "оны",
    "оған",
    "сол",
    "соны",
    "осы",
    "олар",
    "бұл",
    "it",
    "that",
    "this",
    "they",
    "he",
    "she",
    "them",
    "him",
    "her",
  ].map(normalise),
);
const LONGEST_FOLLOW_UP = 9;
const SHORT = 4;

/** Words are expected normalised. */
export function leansOnPrevious(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > LONGEST_FOLLOW_UP) return false;
  const text = words.join(" ");
  const opens = OPENINGS.some((opening) => text === opening || text.startsWith(`${opening} `));
  const closes = CLOSINGS.some((closing) => text.endsWith(` ${closing}`));
  return opens || closes || words.length <= SHORT || words.some((word) => BACKWARD.has(word));
}
