// A second look at a matter that deterministic triage found mild. A language model opens no case and lowers nothing:
// where it finds something grave and real, the commissioner is offered. One that cries wolf makes offers appear, and whom Adep
// would have greeted or refused is told that there is no source, as with every offer.

import { z } from "zod";

import { SEVERITIES } from "../knowledge/schemas.ts";
import type { Triage } from "../question.ts";
import { isGrave } from "../triage/assess.ts";
import { askInTime } from "./ask-in-time.ts";
import type { ChatModel } from "./chat-model.ts";
import { type Mask, maskQuestion } from "./mask-question.ts";
import type { ModelHelp } from "./model-help.ts";

export type LookAgainDeps = {
  readonly model: ChatModel;
  readonly mask: Mask;
  /** knowledge/prompts/second-look.md */
  readonly instructions: string;
  /** What a matter can be about; another word is taken for none. */
  readonly categories: readonly string[];
  readonly timeoutMs?: number;
};

/** Said beside the signals where the offer is a language model's doing. */
export const SECOND_LOOK = "second-look";

const form = z.object({ severity: z.enum(SEVERITIES), category: z.string().nullable(), isReal: z.boolean() });
const MOST_TOKENS = 200;

export function createLookAgain(deps: LookAgainDeps): ModelHelp["lookAgain"] {
  const { model, mask, instructions, categories, timeoutMs = 2500 } = deps;
  return async (question, asked, triage) => {
    // A grave matter is seen to already, and where the commissioner is offered there is nothing to add.
    if (isGrave(triage.severity) || triage.offer || asked.own.words.length === 0) return triage;
    const seen = await askInTime(
      model,
      {
        ...{ purpose: "triage", instructions, form, mostTokens: MOST_TOKENS },
        material: { ...maskQuestion(question, asked, mask), categories },
        asker: question.asker ?? null,
      },
      timeoutMs,
    );
    if (!seen?.isReal || !isGrave(seen.severity)) return triage;
    return offer(triage, categories.find((category) => category === seen.category) ?? null);
  };
}

/** No graver than a concern: what is graver opens a case. */
function offer({ category, signals }: Triage, seen: string | null): Triage {
  return { severity: "concern", category: category ?? seen, offer: true, signals: [...signals, SECOND_LOOK] };
}
