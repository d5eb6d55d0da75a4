// The question in other words, by a language model: a follow-up made whole, odd wording put in the terms of the law.
// Nothing of it is ever shown, stored, triaged or answered: the words are only searched by, so a wrong one is no more than a search in vain.

import { z } from "zod";

import type { Language } from "../language.ts";
import { wordsOf } from "../text/grams.ts";
import { normalise } from "../text/normalise.ts";
import { askInTime } from "./ask-in-time.ts";
import type { ChatModel } from "./chat-model.ts";
import { type Mask, maskQuestion } from "./mask-question.ts";
import type { ModelHelp } from "./model-help.ts";

export type RewordDeps = {
  readonly model: ChatModel;
  readonly mask: Mask;
  /** knowledge/prompts/query.md */
  readonly instructions: string;
  readonly timeoutMs?: number;
};

const form = z.object({ rewordings: z.array(z.string()) });

/** Most of what is searched for is written in these, whatever language is asked in. */
const OFFICIAL: readonly Language[] = ["kk", "ru"];
const MOST = 3;
const SHORTEST = 3;
const LONGEST = 200;
const MOST_WORDS = 30;
/** Three of the longest, in Cyrillic. */
const MOST_TOKENS = 500;
const ADDRESS = /:\/\/|www\.|@/iu;

export function createReword({ model, mask, instructions, timeoutMs = 2500 }: RewordDeps): ModelHelp["reword"] {
  return async (question, asked) => {
    // Named by number it is looked up, not searched; without words there is nothing to reword.
    if (asked.references !== null || asked.own.words.length === 0) return [];
    const languages = [asked.language, ...OFFICIAL.filter((official) => official !== asked.language)];
    const filled = await askInTime(
      model,
      {
        ...{ purpose: "query", instructions, form, mostTokens: MOST_TOKENS },
        material: { ...maskQuestion(question, asked, mask), languages },
        asker: question.asker ?? null,
      },
      timeoutMs,
    );
    return chooseRewordings(filled?.rewordings ?? [], asked.own.normalised);
  };
}

/** Each once, in the order given; the question itself says nothing new. */
function chooseRewordings(texts: readonly string[], asked: string): string[] {
  const chosen = new Map<string, string>();
  for (const text of texts) {
    const normalised = normalise(text);
    if (isWellFormed(text) && normalised !== asked && !chosen.has(normalised)) chosen.set(normalised, text.trim());
  }
  return [...chosen.values()].slice(0, MOST);
}

function isWellFormed(text: string): boolean {
  const { length } = text.trim();
  const words = wordsOf(text).length;
  return length >= SHORTEST && length <= LONGEST && words > 0 && words <= MOST_WORDS && !ADDRESS.test(text);
}
