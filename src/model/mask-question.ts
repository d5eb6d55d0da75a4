// A question as a language model may see it: without personal data, and with the one before it only where it leans on that.

import type { Language } from "../language.ts";
import type { Question } from "../question.ts";
import type { ReadQuestion } from "../read-question.ts";

export type Mask = (text: string, language: Language) => string;

export type MaskedQuestion = { readonly question: string; readonly previous?: string };

const LONGEST = 2000;

export function maskQuestion(
  { text, previous }: Pick<Question, "text" | "previous">,
  { own, whole, language }: Pick<ReadQuestion, "own" | "whole" | "language">,
  mask: Mask,
): MaskedQuestion {
  // Cut after masking: half a number would no longer look like one.
  const shown = (words: string): string => mask(words, language).slice(0, LONGEST).toWellFormed();
  const isLeaning = previous !== undefined && whole !== own;
  return { question: shown(text), ...(isLeaning ? { previous: shown(previous) } : {}) };
}
